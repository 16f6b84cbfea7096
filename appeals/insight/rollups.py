"""Days and months of the city, kept event by event; screens of the administration read nothing else.

`count` and `rebuild` share one statement: a journal counted in pieces, in any order, gives what the
journal counted at once gives. A theme changed later takes along what was counted under the old one.
"""

from datetime import date
from typing import Any

from django.db import connection

from appeals.insight.steps import MEASURES, steps
from appeals.models import Flow
from tenants.isolation import scope

# Each step is counted once under each of the three cuts. `category_then` is the theme the appeal had
# right after the step: the one named by the first change after it, or today's. When a theme was
# changed, every earlier step of the appeal leaves the old theme for the new one.
_OF_SOME = """
chosen AS (
    SELECT *, coalesce((
        SELECT (later.details->>'category_was')::bigint FROM appeals_event later
        WHERE later.appeal_id = measured.appeal_id AND later.sequence > measured.sequence
        AND later.details ? 'category_was' ORDER BY later.sequence LIMIT 1
    ), category_id) AS category_then
    FROM measured WHERE id = ANY(%(events)s)
),
moved AS (
    SELECT earlier.day, earlier.district, way.category AS value, way.sign, {earlier}
    FROM chosen
    JOIN measured earlier
        ON earlier.appeal_id = chosen.appeal_id AND earlier.sequence < chosen.sequence
    CROSS JOIN LATERAL (
        VALUES (chosen.category_was, -1), (chosen.category_then, 1)) way(category, sign)
    WHERE chosen.category_was IS NOT NULL
),
"""
_OF_ALL = """
chosen AS (SELECT *, category_id AS category_then FROM measured),
"""
_MOVED = """
        UNION ALL SELECT day, 'category', value::text, district, {signed} FROM moved"""

_WRITE = """
daily AS (
    SELECT day, cut, value, district, {sums} FROM (
        SELECT day, c.cut, c.value, district, {names} FROM chosen
        CROSS JOIN LATERAL (VALUES ('organisation', owner::text),
            ('category', category_then::text), ('channel', channel)) c(cut, value)
        WHERE {any}{moved}
    ) entries GROUP BY day, cut, value, district
),
flows AS (
    INSERT INTO appeals_flow AS f (grain, start, cut, value, district, {names})
    SELECT grain, start, cut, value, district, {sums} FROM (
        SELECT 'day' AS grain, day AS start, cut, value, district, {names} FROM daily
        UNION ALL
        SELECT 'month', date_trunc('month', day)::date, cut, value, district, {names} FROM daily
    ) grains
    GROUP BY grain, start, cut, value, district
    ORDER BY grain, cut, start, value, district
    ON CONFLICT (grain, cut, start, value, district) DO UPDATE SET {added}
),
waits AS (
    SELECT day, c.cut, c.value, stage, bucket, broken FROM waited
    CROSS JOIN LATERAL (
        VALUES ('organisation', owner::text), ('district', district)) c(cut, value)
    WHERE c.cut = 'district' OR (owner > 0 AND stage NOT IN ('assign', 'callback'))
),
wait_days AS (
    INSERT INTO appeals_waitday AS w (day, cut, value, stage, buckets, late)
    SELECT day, cut, value, stage, array_agg(bucket ORDER BY bucket), count(*) FILTER (WHERE broken)
    FROM waits GROUP BY day, cut, value, stage ORDER BY cut, stage, day, value
    ON CONFLICT (cut, stage, day, value)
    DO UPDATE SET buckets = w.buckets || excluded.buckets, late = w.late + excluded.late
),
wait_months AS (
    INSERT INTO appeals_waitmonth AS w (month, cut, value, stage, bucket, total, late)
    SELECT date_trunc('month', day)::date AS month, cut, value, stage, bucket, count(*),
        count(*) FILTER (WHERE broken)
    FROM waits GROUP BY 1, cut, value, stage, bucket ORDER BY cut, stage, 1, value, bucket
    ON CONFLICT (cut, stage, month, value, bucket)
    DO UPDATE SET total = w.total + excluded.total, late = w.late + excluded.late
)"""
# The counters of statuses and kinds are counted from the same snapshot, and what is counted is
# marked, so that messages still on their way add nothing.
_THE_REST = """,
standing AS (
    INSERT INTO appeals_statustally (organisation_id, status, total)
    SELECT coalesce(organisation_id, 0), status, count(*) FROM appeals_appeal
    WHERE NOT is_trial GROUP BY 1, 2
),
kinds AS (
    INSERT INTO appeals_dailytally (day, kind, total)
    SELECT (at AT TIME ZONE %(zone)s)::date, kind, count(*) FROM appeals_event
    WHERE NOT (kind = 'answer' AND status_from = status_to)
    AND appeal_id NOT IN (SELECT id FROM appeals_appeal WHERE is_trial) GROUP BY 1, 2
)
INSERT INTO appeals_announced (handler, event_id)
SELECT 'count', id FROM appeals_event WHERE at > now() - interval '30 days' ON CONFLICT DO NOTHING
"""


def _written(sql: str, **more: str) -> str:
    """The statement with the measures' names filled in."""
    return sql.format(
        names=", ".join(MEASURES),
        sums=", ".join(f"sum({name})::integer AS {name}" for name in MEASURES),
        earlier=", ".join(f"earlier.{name}" for name in MEASURES),
        signed=", ".join(f"sign * {name}" for name in MEASURES),
        added=", ".join(f"{name} = f.{name} + excluded.{name}" for name in MEASURES),
        any="(" + " OR ".join(f"{name} <> 0" for name in MEASURES) + ")",
        **more,
    )


_COUNT = "\n".join(
    [
        "WITH",
        steps(among="WHERE e.appeal_id = ANY(%(appeals)s)", chosen="AND id = ANY(%(events)s)"),
        ",",
        _written(_OF_SOME),
        _written(_WRITE, moved=_written(_MOVED)),
        "SELECT 1",
    ]
)
_REBUILD = "\n".join(["WITH", steps(), ",", _OF_ALL, _written(_WRITE, moved=""), _THE_REST])
_TABLES = (
    "appeals_statustally", "appeals_dailytally", "appeals_flow", "appeals_waitday",
    "appeals_waitmonth",
)  # fmt: skip


def count(payloads: list[dict[str, Any]]) -> None:
    """Add these events, each once: the caller marks them in the same transaction."""
    if not payloads:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "zone": scope.require().time_zone,
                "appeals": sorted({payload["appeal"] for payload in payloads}),
                "events": sorted(payload["event"] for payload in payloads),
            },
        )


def rebuild() -> None:
    """Count the whole journal anew; filing goes on meanwhile, counting waits.

    Whoever counts takes its mark first (announce._fresh), so holding the marks holds them all;
    everything then is read by one statement, of one moment.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE appeals_announced IN SHARE ROW EXCLUSIVE MODE")
        for table in _TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 — fixed names
        cursor.execute(_REBUILD, {"zone": scope.require().time_zone})


def first_day() -> date | None:
    """The first day anything is known of."""
    return (
        Flow.objects.filter(grain="day", cut=Flow.CHANNEL)
        .order_by("start")
        .values_list("start", flat=True)
        .first()
    )
