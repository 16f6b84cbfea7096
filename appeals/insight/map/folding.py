"""Deltas become cells: after every batch of events, all that wait at once, at most one fold a time.

Nobody waits for a fold: whoever reads cells adds the deltas that are still there, so a viewport is
exact the moment a change is committed. Folding only keeps those few.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from appeals.insight.map.grid import LEVELS, RECENT_DAYS
from tenants.isolation import scope

# So many deltas in one transaction: a city's first fold may have a million to take.
BATCH = 20_000

# Years and recent days first, so that levels are counted from as few rows as there are.
SPREAD = """
placed AS MATERIALIZED (
    SELECT grain, start, category_id, qk, red, green, strict,
        (red + green) * map_column(qk) AS x, (red + green) * map_column(qk >> 1) AS y
    FROM (
        SELECT 'year' AS grain, make_date(extract(year FROM day)::integer, 1, 1) AS start,
            category_id, qk, sum(red) AS red, sum(green) AS green, sum(strict) AS strict
        FROM taken GROUP BY 2, 3, 4
        UNION ALL
        SELECT 'day', day, category_id, qk, sum(red), sum(green), sum(strict)
        FROM taken WHERE day >= %(recent)s GROUP BY 2, 3, 4
    ) sums WHERE red <> 0 OR green <> 0 OR strict <> 0
), spread AS (
    SELECT grain, level, k.category AS category_id, qk >> (2 * (24 - level)) AS cell, start,
        sum(red) AS red, sum(green) AS green, sum(strict) AS strict, sum(x) AS x, sum(y) AS y
    FROM placed
    CROSS JOIN unnest(%(levels)s::smallint[]) AS l(level)
    CROSS JOIN LATERAL (VALUES (0::bigint), (category_id)) k(category)
    GROUP BY 1, 2, 3, 4, 5
)
"""
# Every appeal that the map shows, as if it had just been added.
APPEALS = """
SELECT qk, category_id, (registered_at AT TIME ZONE %(zone)s)::date AS day,
    (map_colour(status) = 'red')::integer AS red,
    (map_colour(status) = 'green')::integer AS green,
    (map_colour(status) = 'red' AND control_level > 0)::integer AS strict
FROM appeals_appeal WHERE is_public AND qk IS NOT NULL AND map_colour(status) <> 'grey'
"""
_COLUMNS = "grain, level, category_id, cell, start, red, green, strict, x, y"
_FOLD = f"""
WITH taken AS (
    DELETE FROM appeals_mapdelta
    WHERE id = ANY(ARRAY(SELECT id FROM appeals_mapdelta ORDER BY id LIMIT %(batch)s))
    RETURNING qk, category_id, (registered_at AT TIME ZONE %(zone)s)::date AS day,
        red, green, strict
), {SPREAD}, added AS (
    INSERT INTO appeals_mapcell AS c ({_COLUMNS}) SELECT {_COLUMNS} FROM spread
    ON CONFLICT (grain, level, category_id, cell, start) DO UPDATE SET red = c.red + excluded.red,
        green = c.green + excluded.green, strict = c.strict + excluded.strict,
        x = c.x + excluded.x, y = c.y + excluded.y
)
SELECT count(*) FROM taken
"""  # noqa: S608 — fixed statements
_REBUILD = f"""
WITH noted AS (DELETE FROM appeals_mapdelta), taken AS ({APPEALS}), {SPREAD}
INSERT INTO appeals_mapcell ({_COLUMNS}) SELECT {_COLUMNS} FROM spread
"""  # noqa: S608 — fixed statements
# One fold or rebuild of a city at a time; anything else would have to wait for its rows anyway.
_ALONE = "hashtextextended(current_schema() || ':map', 0)"


def fold(*, at: datetime) -> int:
    """Add every delta that waits to the cells; how many there were, 0 also when another is at it."""
    total = 0
    while True:
        with transaction.atomic():
            taken = _fold_batch(at)
        total += taken
        if taken < BATCH:
            return total


def _fold_batch(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({_ALONE})")
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_FOLD, parameters(at) | {"batch": BATCH})
        return int(cursor.fetchone()[0])


def rebuild(*, at: datetime) -> None:
    """Count the cells anew from the appeals; filing goes on meanwhile.

    The deltas that go and the appeals that are counted are of one statement, of one moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_ALONE})")
        cursor.execute("DELETE FROM appeals_mapcell")
        cursor.execute(_REBUILD, parameters(at))


def forget_old_days(*, at: datetime) -> int:
    """Drop single days that no period reaches any more; whole years stay."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_ALONE})")
        cursor.execute(
            "DELETE FROM appeals_mapcell WHERE grain = 'day' AND start < %(recent)s",
            parameters(at),
        )
        return int(cursor.rowcount)


def parameters(at: datetime) -> dict[str, Any]:
    """What `SPREAD` and `APPEALS` ask for."""
    zone = scope.require().time_zone
    today = at.astimezone(ZoneInfo(zone)).date()
    return {
        "zone": zone,
        "levels": list(LEVELS),
        "recent": today - timedelta(days=RECENT_DAYS),
    }
