"""How fast the map answers at a million appeals, and that it counts right: `infra/bench.py viewports`.

A walk from the whole city to one house, at every zoom with every kind of filter: the answer's counts
against a count of the appeals themselves in the same rectangle (SQL, no cells), the processor's time of
this process and its database back-end for an answer, and its size gzipped. `--city` names a city that
has its appeals already; without enough of them `manage.py simulate` writes the rest first (half an
hour for a million). Then the folding: so many changes at once, and what one of them costs a writer.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import city

SCREENS = {"desktop": (1440, 900), "phone": (390, 760)}
ROUNDS = 5
LIMIT_CPU_MS, LIMIT_BYTES = 20.0, 60_000
TICK = os.sysconf("SC_CLK_TCK")


def filters() -> dict[str, dict[str, str]]:
    """A question of each kind."""
    return {
        "everything": {"period": "all"},
        "7 days": {},
        "30 days": {"period": "month"},
        "this year": {"period": "year"},
        "in work": {"period": "all", "state": "work"},
        "strict": {"period": "all", "strict": "on"},
        "a theme": {"period": "all", "category": "cold_water_off"},
        "a sector, 30 days": {"period": "month", "sector": "utilities"},
        "a sector, done": {"period": "all", "sector": "utilities", "state": "done"},
    }


def main() -> int:
    """The table, the slowest, and whether counts, time and size hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--city", default="penza")
    parser.add_argument("--appeals", type=int, default=1_000_000)
    options = parser.parse_args()
    city.set_up()
    from tenants import directory

    tenant = directory.by_schema(options.city)
    if tenant is None:
        sys.exit(f"Нет города {options.city}.")
    grow(tenant, options.appeals)
    wrong, spent, sizes = walk(tenant)
    cpu, bytes_ = percentile(spent, 95), percentile(sizes, 95)
    print(
        f"\nanswers {len(spent)}: CPU median {statistics.median(spent):.1f} ms, p95 {cpu:.1f} ms, "
        f"longest {max(spent):.1f} ms; gzipped p95 {bytes_:.0f} B, largest {max(sizes):.0f} B; "
        f"wrong counts: {wrong}"
    )
    fold(tenant)
    return 0 if not wrong and cpu <= LIMIT_CPU_MS and max(sizes) <= LIMIT_BYTES else 1


def grow(tenant, wanted: int) -> None:
    """Appeals enough, their cells counted, the tables as a night's vacuum leaves them."""
    from django.db import connection, connections

    from appeals.insight.map import folding
    from appeals.models import Appeal
    from tenants.isolation import scope

    with scope.in_tenant(tenant):
        have = Appeal.objects.count()
    if have < wanted:
        days = 1_100
        command = [sys.executable, "platform/manage.py", "simulate", tenant.schema]
        command += ["--days", str(days), "--per-day", str((wanted - have) // days + 1)]
        subprocess.run(command, check=True)
    with scope.entered(tenant):
        from django.utils import timezone

        began = time.perf_counter()
        waited = folding.fold(at=timezone.now())
        print(f"folded {waited} deltas in {time.perf_counter() - began:.1f} s")
    connection.close()
    with scope.entered(None), connections["owner"].cursor() as cursor:
        for table in ("appeals_appeal", "appeals_mapcell", "appeals_mapdelta"):
            cursor.execute(f"VACUUM (ANALYZE) {tenant.schema}.{table}")


def walk(tenant) -> tuple[int, list[float], list[float]]:
    """Every zoom, screen and filter: wrong counts, milliseconds of processor, bytes."""
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from appeals.models import House
    from appeals.tiles import box_of
    from tenants.isolation import scope

    with scope.in_tenant(tenant):
        house = House.objects.exclude(latitude=None).order_by("pk")[40]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = int(cursor.fetchone()[0])
    client = Client(headers={"host": tenant.host})
    wrong, spent, sizes = 0, [], []
    print(
        f"\n{'zoom':>4}  {'groups':>6}  {'appeals':>8}  {'CPU ms, longest filter':>24}  {'gzip B':>7}"
    )
    for zoom in range(9, 19):
        slowest, largest, shown, groups = (0.0, ""), 0, 0, 0
        for size in SCREENS.values():
            box = box_of(house.latitude, house.longitude, zoom, size)
            place = {"z": zoom, "bbox": f"{box.west},{box.south},{box.east},{box.north}"}
            for name, chosen in filters().items():
                address = "/map/cells/?" + urlencode({**place, **chosen})
                client.get(address)
                before = _cpu(backend)
                for _ in range(ROUNDS):
                    answer = client.get(address)
                # Ticks are 10 ms: one look around several answers.
                each = (_cpu(backend) - before) / ROUNDS * 1_000
                told = answer.json()
                size_ = len(gzip.compress(answer.content, 6))
                spent.append(each)
                sizes.append(size_)
                slowest, largest = max(slowest, (each, name)), max(largest, size_)
                if name == "everything" and size == SCREENS["desktop"]:
                    shown, groups = told["red"] + told["green"], len(told["groups"])
                today = timezone.localdate(timezone.now())
                if (told["red"], told["green"]) != counted(tenant, place, chosen, today):
                    wrong += 1
                    print("WRONG", address, told["red"], told["green"])
        print(
            f"{zoom:>4}  {groups:>6}  {shown:>8}  {slowest[0]:>6.1f} {slowest[1]:>17}  {largest:>7}"
        )
    return wrong, spent, sizes


def counted(tenant, place: dict, chosen: dict[str, str], today: date) -> tuple[int, int]:
    """The same rectangle counted over the appeals themselves, without any of the map's own code."""
    from django.db import connection

    from appeals.tiles import Box, Window
    from tenants.isolation import scope

    west, south, east, north = (float(part) for part in place["bbox"].split(","))
    ranges = Window.around(Box(south, west, north, east), place["z"]).ranges()
    where = ["is_public", " OR ".join(f"qk >= {low} AND qk < {high}" for low, high in ranges)]
    if "category" in chosen:
        where.append("category_id = (SELECT id FROM appeals_category WHERE code = %(category)s)")
    if "sector" in chosen:
        where.append(
            "category_id IN (SELECT c.id FROM appeals_category c JOIN appeals_sector s "
            "ON s.id = c.sector_id WHERE s.code = %(sector)s)"
        )
    if chosen.get("period") != "all":
        where.append("(registered_at AT TIME ZONE %(zone)s)::date >= %(since)s")
    if "strict" in chosen:
        where.append(f"control_level > 0 AND {_RED}")
    first = {
        "month": today - timedelta(days=29),
        "year": date(today.year, 1, 1),
    }.get(chosen.get("period", ""), today - timedelta(days=6))
    with scope.in_tenant(tenant), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FILTER (WHERE {_RED}), count(*) FILTER (WHERE {_GREEN}) "
            f"FROM appeals_appeal WHERE ({') AND ('.join(where)})",
            {**chosen, "zone": tenant.time_zone, "since": first},
        )
        red, green = cursor.fetchone()
    state = chosen.get("state")
    return (0 if state == "done" else red, 0 if state == "work" else green)


_GREEN = "status IN ('resolved', 'confirmed', 'archived')"
_RED = f"(NOT {_GREEN} AND status NOT IN ('rejected', 'duplicate'))"
_CHANGE = """
UPDATE appeals_appeal SET status = 'reopened' WHERE id IN (
    SELECT id FROM appeals_appeal WHERE status = 'resolved' ORDER BY id LIMIT 1000)
"""


def fold(tenant) -> None:
    """A thousand appeals change their colour at once; all of it is taken back."""
    from django.db import connection, transaction
    from django.utils import timezone

    from appeals.insight.map import folding
    from tenants.isolation import scope

    # The first of each warms what the others read; the quickest is the one nobody disturbed.
    alone = min(_without_trigger(tenant) for _ in range(4))
    with scope.in_tenant(tenant), connection.cursor() as cursor:
        noted = []
        for _ in range(4):
            with transaction.atomic():
                began = time.perf_counter()
                cursor.execute(_CHANGE)
                noted.append(time.perf_counter() - began)
                transaction.set_rollback(True)
        cursor.execute(_CHANGE)
        began = time.perf_counter()
        folded = folding.fold(at=timezone.now())
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    each = (min(noted) - alone) * 1e6 / 1_000
    print(
        f"a change costs its writer {each:.0f} µs; {folded} changes folded in {took * 1_000:.0f} ms"
    )


def _without_trigger(tenant, alias: str = "owner") -> float:
    """Seconds the same change takes while the map's trigger is off; taken back at once."""
    from django.db import connections, transaction

    from tenants.isolation import scope

    with scope.entered(None), transaction.atomic(alias), connections[alias].cursor() as owner:
        owner.execute(f"SET LOCAL search_path = {tenant.schema}, public")
        owner.execute("ALTER TABLE appeals_appeal DISABLE TRIGGER map_changed")
        began = time.perf_counter()
        owner.execute(_CHANGE)
        took = time.perf_counter() - began
        transaction.set_rollback(True, using=alias)
    return took


def _cpu(backend: int) -> float:
    """Seconds of processor of this process and its back-end, to the microsecond where Linux tells."""
    own = time.process_time()
    try:
        told = Path(f"/proc/{backend}/schedstat").read_text().split()[0]
        return own + int(told) / 1e9
    except OSError:
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        return own + (int(fields[11]) + int(fields[12])) / TICK


def percentile(values: list[float], share: int) -> float:
    """The value below which so many of a hundred lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


if __name__ == "__main__":
    sys.exit(main())
