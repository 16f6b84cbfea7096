"""How fast the administration's page opens in a city of a million appeals: `infra/bench.py dashboard`.

The rollups of three years of 913 appeals a day are drawn by SQL – 60 organisations, 90 themes, four
districts, four channels – and the page is asked for in this very process: server time without the
network, and the processor's time of this process and its database back-end, which a busy machine does
not stretch. Afterwards the city's own figures are counted anew.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from tests.bench import city

if TYPE_CHECKING:
    from tenants.isolation.scope import Tenant

WARM_UP = 3

DAYS = 3 * 365
ORGANISATIONS, THEMES = 60, 90
DISTRICTS = ("Ленинский", "Октябрьский", "Первомайский", "Железнодорожный")
CHANNELS = ("web", "phone", "api", "import")
QUERIES = {
    "week": "",
    "week, a district": "?district=Ленинский",
    "today": "?period=today",
    "month": "?period=month",
    "two months by days": "?from={two_months}&to={today}",
    "a year": "?from={year}&to={today}",
    "three years": "?from={years}&to={today}",
    "every organisation": "?all=1&period=month",
}

# About how many events of a cell a day: 913 appeals spread over each cut.
_FLOWS = """
INSERT INTO appeals_flow (grain, start, cut, value, district, {names})
SELECT 'day', day, cut, value, district, {draws}
FROM generate_series(current_date - {days}::integer, current_date, '1 day') AS g(moment)
CROSS JOIN LATERAL (SELECT g.moment::date AS day) d
CROSS JOIN unnest({districts}::text[]) AS district
CROSS JOIN (
    SELECT 'organisation' AS cut, n::text AS value, 913.0 / {organisations} / 4 AS filed
    FROM generate_series(1, {organisations}) n
    UNION ALL SELECT 'category', n::text, 913.0 / {themes} / 4 FROM generate_series(1, {themes}) n
    UNION ALL SELECT 'channel', c, 913.0 / 16 FROM unnest({channels}::text[]) c
) cells
WHERE random() < least(filed, 0.8)
"""
_MONTHS = """
INSERT INTO appeals_flow (grain, start, cut, value, district, {names})
SELECT 'month', date_trunc('month', start)::date, cut, value, district, {sums}
FROM appeals_flow WHERE grain = 'day' GROUP BY 2, cut, value, district
"""
_WAITS = """
INSERT INTO appeals_waitday (day, cut, value, stage, buckets, late)
SELECT d.day, cut, value, stage,
    ARRAY(SELECT (20 + 100 * random() * random() + 0 * d.number)::smallint
          FROM generate_series(1, waits + 0 * d.number)), (waits * 0.07)::integer
FROM (SELECT current_date - n AS day, n AS number FROM generate_series(0, {days}) n) d
CROSS JOIN (
    SELECT 'organisation' AS cut, n::text AS value, stage, 913 / {organisations} AS waits
    FROM generate_series(1, {organisations}) n, unnest('{{accept,crew,arrive,resolve}}'::text[]) stage
    UNION ALL
    SELECT 'district', district, stage, 913 / 4
    FROM unnest({districts}::text[]) AS district,
        unnest('{{assign,accept,crew,arrive,resolve,callback}}'::text[]) stage
) cells
"""
_WAIT_MONTHS = """
INSERT INTO appeals_waitmonth (month, cut, value, stage, bucket, total, late)
SELECT date_trunc('month', day)::date, cut, value, stage, bucket, count(*), count(*) / 15
FROM appeals_waitday, unnest(buckets) bucket GROUP BY 1, cut, value, stage, bucket
"""
_TABLES = ("appeals_flow", "appeals_waitday", "appeals_waitmonth")


def grow(schema: str) -> dict[str, int]:
    """Put the rollups of a million appeals in place of the city's own; rows by table."""
    from appeals.insight.steps import MEASURES

    drawn = ", ".join("ceil(filed * random() * 2)::integer" for _ in MEASURES)
    facts = {
        "names": sql.SQL(", ".join(MEASURES)),
        "draws": sql.SQL(drawn),
        "sums": sql.SQL(", ".join(f"sum({name})" for name in MEASURES)),
        "days": sql.Literal(DAYS),
        "organisations": sql.Literal(ORGANISATIONS),
        "themes": sql.Literal(THEMES),
        "districts": sql.Literal(list(DISTRICTS)),
        "channels": sql.Literal(list(CHANNELS)),
    }
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.cursor()
        cursor.execute(sql.SQL("SET search_path = {}, public").format(sql.Identifier(schema)))
        for table in _TABLES:
            cursor.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(table)))
        for statement in (_FLOWS, _MONTHS, _WAITS, _WAIT_MONTHS):
            cursor.execute(sql.SQL(statement).format(**facts))
        rows = {}
        for table in _TABLES:
            name = sql.Identifier(table)
            cursor.execute(sql.SQL("VACUUM ANALYZE {}").format(name))
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(name))
            rows[table] = (cursor.fetchone() or (0,))[0]
            cursor.execute("SELECT pg_total_relation_size(%s::regclass) >> 20", [table])
            rows[f"{table}_mb"] = (cursor.fetchone() or (0,))[0]
    return rows


def _cpu(tenant: Tenant) -> float:
    """Seconds that this process and its back-end have worked so far."""
    from django.db import connection

    from tenants.isolation import scope

    with scope.in_tenant(tenant), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="sevastopol.localhost")
    options.add_argument("--count", type=int, default=40, help="answers per query")
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()
    city.set_up()
    from django.test import Client
    from django.utils import timezone

    from appeals.insight import tallies
    from tenants import directory
    from tenants.accounts.models import User
    from tenants.isolation import scope

    tenant = directory.by_host(chosen.host)
    if tenant is None:
        raise SystemExit(f"There is no city at {chosen.host}.")
    with scope.in_tenant(tenant):
        person = User.objects.filter(role="administrator", is_active=True).first()
        browser = Client(headers={"host": chosen.host})
        browser.force_login(person)
    today = timezone.now().date()
    days = {
        "today": today,
        "two_months": today - timedelta(days=60),
        "year": today - timedelta(days=364),
        "years": today - timedelta(days=DAYS - 1),
    }
    figures: dict[str, object] = dict(grow(tenant.schema))
    try:
        for name, query in QUERIES.items():
            address = f"/desk/dashboard/{query.format(**days)}"
            spent, worked = [], []
            for place in range(chosen.count + WARM_UP):
                began, busy = time.perf_counter(), _cpu(tenant)
                answer = browser.get(address)
                took, work = time.perf_counter() - began, _cpu(tenant) - busy
                if answer.status_code != 200:
                    raise SystemExit(f"{address}: {answer.status_code}")
                if place >= WARM_UP:
                    spent.append(took * 1000)
                    worked.append(work * 1000)
            figures[f"{name}, p50 ms"] = round(statistics.median(spent))
            figures[f"{name}, p95 ms"] = round(statistics.quantiles(spent, n=20)[-1])
            figures[f"{name}, CPU ms"] = round(statistics.median(worked))
    finally:
        with scope.in_tenant(tenant):
            tallies.rebuild()
    if chosen.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, figure in figures.items():
            print(f"{name:32} {figure}")


if __name__ == "__main__":
    main()
