"""A city grown to the size of a measurement: its own history repeated, by SQL.

What is repeated is the city's simulated history, so every state, theme, address and clock keeps its
share; closed appeals are strewn over years, open ones stay within their days. The copies' journals
are complete but not chained: they are there to be read, not to be verified.
"""

from __future__ import annotations

import os
import time

import psycopg
from psycopg import sql

YEARS = 3
# Of a city's appeals so many are open at once; more would be a city that nobody works in.
OPEN_SHARE = 0.02
_CLOSED = ("archived", "rejected", "duplicate", "confirmed")

_NUMBERED = """
WITH source AS (
    SELECT a.*, row_number() OVER (ORDER BY a.id) AS place, count(*) OVER () AS together
    FROM appeals_appeal a WHERE a.id <= {last} AND a.status {belongs} ANY({closed})
), copies AS (
    SELECT n, (n * 7919) % together + 1 AS wanted FROM generate_series(1, {wanted}::bigint) n,
        (SELECT max(together) AS together FROM source) s
), shifted AS (
    SELECT source.*, make_interval(secs => ((n * 104729) % {spread})::double precision) AS shift, n
    FROM copies JOIN source ON source.place = copies.wanted
)
INSERT INTO appeals_appeal ({columns}, year, serial, tracking_code, intake_key, intake_digest)
SELECT {values}, extract(year FROM registered_at - shift), {base} + n,
    md5(n::text || {salt}) , NULL, id::text
FROM shifted
"""
_EVENTS = """
INSERT INTO appeals_event ({columns}, appeal_id, at)
SELECT {values}, c.id, e.at - (a.registered_at - c.registered_at)
FROM appeals_appeal c
JOIN appeals_appeal a ON a.id = c.intake_digest::bigint
JOIN appeals_event e ON e.appeal_id = a.id
WHERE c.id > {last}
"""
_APPLICANTS = """
INSERT INTO appeals_applicant ({columns}, appeal_id, phone, email)
SELECT {values}, c.id, '+7900' || lpad((c.id % 10000000)::text, 7, '0'), ''
FROM appeals_appeal c JOIN appeals_applicant p ON p.appeal_id = c.intake_digest::bigint
WHERE c.id > {last}
"""


def grow(schema: str, appeals: int, *, salt: str = "") -> None:
    """Let the city have so many appeals; one that has as many already is left as it is."""
    started = time.perf_counter()
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.cursor()
        cursor.execute(sql.SQL("SET search_path = {}, public").format(sql.Identifier(schema)))
        cursor.execute("SELECT count(*), max(id), max(serial) FROM appeals_appeal")
        there, last, base = cursor.fetchone() or (0, 0, 0)
        if not there:
            raise SystemExit(f"{schema} has no history to repeat: run `simulate` first.")
        missing = appeals - there
        if missing > 0:
            still_open = int(missing * OPEN_SHARE)
            for belongs, wanted, spread, offset in (
                ("=", missing - still_open, YEARS * 365 * 86400, 0),
                ("<>", still_open, 3 * 86400, missing - still_open),
            ):
                _repeat(cursor, belongs, wanted, spread, last, base + offset, salt)
            _copy(cursor, "appeals_event", _EVENTS, last, left_out={"appeal_id", "at"})
            _copy(
                cursor, "appeals_applicant", _APPLICANTS, last,
                left_out={"appeal_id", "phone", "email"},
            )  # fmt: skip
            # The counters of the lists; whoever measures figures rebuilds all of them.
            cursor.execute("DELETE FROM appeals_statustally")
            cursor.execute(
                "INSERT INTO appeals_statustally (organisation_id, status, total) "
                "SELECT coalesce(organisation_id, 0), status, count(*) "
                "FROM appeals_appeal GROUP BY 1, 2"
            )
            cursor.execute("VACUUM ANALYZE appeals_appeal")
            cursor.execute("VACUUM ANALYZE appeals_event")
            cursor.execute("VACUUM ANALYZE appeals_applicant")
    print(f"{schema}: {appeals} appeals, {time.perf_counter() - started:.0f} s", flush=True)


def _repeat(
    cursor: psycopg.Cursor, belongs: str, wanted: int, spread: int, last: int, base: int, salt: str
) -> None:
    if wanted <= 0:
        return
    own = {"id", "year", "serial", "tracking_code", "intake_key", "intake_digest"}
    types = _columns(cursor, "appeals_appeal", own)
    values = [
        sql.SQL("{0} - shift" if kind.startswith("timestamp") else "{0}").format(
            sql.Identifier(name)
        )
        for name, kind in types.items()
    ]
    # ALL instead of ANY turns «one of» into «none of».
    text = _NUMBERED if belongs == "=" else _NUMBERED.replace("ANY(", "ALL(")
    cursor.execute(
        sql.SQL(text).format(
            belongs=sql.SQL(belongs),
            closed=sql.Literal(list(_CLOSED)),
            last=sql.Literal(last),
            wanted=sql.Literal(wanted),
            spread=sql.Literal(spread),
            columns=sql.SQL(", ").join(map(sql.Identifier, types)),
            values=sql.SQL(", ").join(values),
            base=sql.Literal(base),
            salt=sql.Literal(f"{salt}{belongs}"),
        )
    )


def _copy(cursor: psycopg.Cursor, table: str, text: str, last: int, *, left_out: set[str]) -> None:
    source = "e" if table == "appeals_event" else "p"
    names = list(_columns(cursor, table, {"id", *left_out}))
    cursor.execute(
        sql.SQL(text).format(
            columns=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(sql.Identifier(source, name) for name in names),
            last=sql.Literal(last),
        )
    )


def _columns(cursor: psycopg.Cursor, table: str, left_out: set[str]) -> dict[str, str]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return {name: kind for name, kind in cursor.fetchall() if name not in left_out}
