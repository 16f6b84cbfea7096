"""Where one trouble comes back: the rule that opens problem points, counts them and notes their silence.

The rule: within 90 days, of one theme, at one house (or in one square of the map where no house is
named) three troubles, or two reopenings. What comes before the last point of the place and theme was
closed is answered and does not count. Appeals of one mass incident are one trouble; refused ones and
repeats are none; only public ones count. Nothing here closes a point: that is `actions.close_point`.

After an event the places it touches are counted anew; a periodic task counts everything. Both read the
same words (`_COUNTED`), so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from appeals import workflow
from appeals.models import Appeal, Category, ProblemPoint
from appeals.models.appeal import AppealQuerySet
from appeals.models.problem_point import CELL_BITS
from tenants.isolation import scope

WINDOW = timedelta(days=90)
CASES, REOPENS = 3, 2
_LOCK = 354_090
_PLACE = f"coalesce(a.house_id, -(a.qk >> {CELL_BITS}) - 1)"
_CELL = 1 << CELL_BITS
_WANTED = f"""
    a.is_public AND a.status <> ALL(%(grey)s) AND a.category_id <> ALL(%(nameless)s)
    AND {_PLACE} IS NOT NULL"""
_COLUMNS = f"a.id, a.registered_at, a.incident_id, a.category_id, {_PLACE} AS place"

_EVERYWHERE = f"""
near AS (
    SELECT {_COLUMNS} FROM appeals_appeal a WHERE a.registered_at > %(since)s AND {_WANTED}
    UNION
    SELECT {_COLUMNS} FROM appeals_event e JOIN appeals_appeal a ON a.id = e.appeal_id
    WHERE e.kind = 'reopen' AND e.at > %(since)s AND {_WANTED}
)"""  # noqa: S608 — fixed words
# A theme changed takes the appeal from one point to another: both are counted.
_TOUCHED = f"""
touched AS (
    SELECT DISTINCT {_PLACE} AS place, theme AS category_id
    FROM appeals_appeal a
    CROSS JOIN LATERAL (
        SELECT a.category_id AS theme UNION
        SELECT (e.details->>'category_was')::bigint FROM appeals_event e
        WHERE e.appeal_id = a.id AND e.details ? 'category_was'
    ) themes
    WHERE a.id = ANY(%(appeals)s) AND {_PLACE} IS NOT NULL
),
near AS (
    SELECT {_COLUMNS} FROM touched t JOIN appeals_appeal a
        ON a.house_id = t.place AND a.category_id = t.category_id
    WHERE t.place > 0 AND (a.registered_at > %(since)s OR a.reopened_count > 0) AND {_WANTED}
    UNION ALL
    SELECT {_COLUMNS} FROM touched t JOIN appeals_appeal a
        ON a.qk >= (-t.place - 1) * {_CELL} AND a.qk < -t.place * {_CELL}
        AND a.house_id IS NULL AND a.category_id = t.category_id
    WHERE t.place < 0 AND (a.registered_at > %(since)s OR a.reopened_count > 0) AND {_WANTED}
)"""  # noqa: S608 — fixed words
_COUNTED = """
told AS (
    SELECT id, place, category_id, coalesce(-incident_id, id) AS trouble, 0 AS reopens,
        registered_at AS at
    FROM near WHERE registered_at > %(since)s
    UNION ALL
    SELECT n.id, n.place, n.category_id, NULL, 1, e.at
    FROM near n JOIN appeals_event e ON e.appeal_id = n.id
    WHERE e.kind = 'reopen' AND e.at > %(since)s
),
answered AS (
    SELECT place, category_id, max(closed_at) AS at FROM appeals_problempoint
    WHERE closed_at IS NOT NULL GROUP BY place, category_id
),
counted AS (
    SELECT t.place, t.category_id, count(DISTINCT t.trouble)::integer AS cases,
        sum(t.reopens)::integer AS reopens, max(t.at) AS last_at,
        (array_agg(t.id ORDER BY t.at DESC))[1] AS appeal_id
    FROM told t LEFT JOIN answered d ON d.place = t.place AND d.category_id = t.category_id
    WHERE t.at > coalesce(d.at, '-infinity')
    GROUP BY t.place, t.category_id
)"""
_LOUD = f"(coalesce(c.cases, 0) >= {CASES} OR coalesce(c.reopens, 0) >= {REOPENS})"
# Open points are told their numbers where these changed; the history keeps when a point fell
# silent and when it was heard again.
_TOLD = f"""
changed AS (
    SELECT p.id, coalesce(c.cases, 0) AS cases, coalesce(c.reopens, 0) AS reopens,
        coalesce(c.last_at, p.last_at) AS last_at, {_LOUD} AS loud,
        p.quiet_since IS NULL AS was_loud
    FROM appeals_problempoint p {{within}}
    LEFT JOIN counted c ON c.place = p.place AND c.category_id = p.category_id
    WHERE p.closed_at IS NULL AND (
        p.cases <> coalesce(c.cases, 0) OR p.reopens <> coalesce(c.reopens, 0)
        OR p.last_at <> coalesce(c.last_at, p.last_at) OR {_LOUD} = (p.quiet_since IS NOT NULL))
),
renewed AS (
    UPDATE appeals_problempoint p SET cases = c.cases, reopens = c.reopens, last_at = c.last_at,
        quiet_since = CASE WHEN c.loud THEN NULL ELSE coalesce(p.quiet_since, %(at)s) END
    FROM changed c WHERE p.id = c.id
),
heard AS (
    INSERT INTO appeals_problempointrecord
        (point_id, kind, at, actor_name, cases, reopens, cause, measure)
    SELECT id, CASE WHEN loud THEN 'loud' ELSE 'quiet' END, %(at)s, '', cases, reopens, '', ''
    FROM changed WHERE loud <> was_loud
),
opened AS (
    INSERT INTO appeals_problempoint
        (place, house_id, category_id, address, district, latitude, longitude, cases, reopens,
         last_at, opened_at, cause, measure, version)
    SELECT c.place, a.house_id, c.category_id, coalesce(h.address, ''),
        coalesce(nullif(h.district, ''), a.district), coalesce(h.latitude, a.latitude),
        coalesce(h.longitude, a.longitude), c.cases, c.reopens, c.last_at, c.last_at, '', '', 0
    FROM counted c
    JOIN appeals_appeal a ON a.id = c.appeal_id
    LEFT JOIN LATERAL (
        SELECT * FROM appeals_house n WHERE n.id = a.house_id
        UNION ALL
        (SELECT * FROM appeals_house n
         WHERE a.house_id IS NULL AND n.latitude BETWEEN a.latitude - 0.005 AND a.latitude + 0.005
         AND n.longitude BETWEEN a.longitude - 0.01 AND a.longitude + 0.01
         ORDER BY power(n.latitude - a.latitude, 2)
             + power((n.longitude - a.longitude) * cos(radians(a.latitude)), 2) LIMIT 1)
    ) h ON true
    WHERE {_LOUD} AND NOT EXISTS (
        SELECT FROM appeals_problempoint p WHERE p.place = c.place
        AND p.category_id = c.category_id AND p.closed_at IS NULL)
    RETURNING id, cases, reopens
)
INSERT INTO appeals_problempointrecord
    (point_id, kind, at, actor_name, cases, reopens, cause, measure)
SELECT id, 'opened', %(at)s, '', cases, reopens, '', '' FROM opened
"""  # noqa: S608 — fixed words
_WITHIN = "JOIN touched t ON t.place = p.place AND t.category_id = p.category_id"
_WATCH = f"WITH {_TOUCHED}, {_COUNTED}, {_TOLD.format(within=_WITHIN)}"
_RECOUNT = f"WITH {_EVERYWHERE}, {_COUNTED}, {_TOLD.format(within='')}"
_MEASURE = f"WITH {_EVERYWHERE}, {_COUNTED} SELECT place, category_id, cases, reopens FROM counted"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rule sees at a place: troubles and reopenings of one theme within the window."""

    cases: int
    reopens: int

    @property
    def is_loud(self) -> bool:
        """Whether this makes a problem point."""
        return self.cases >= CASES or self.reopens >= REOPENS


def watch(appeal_ids: Iterable[int], *, at: datetime) -> None:
    """Count the places of these appeals anew; open a point where the rule says so.

    Inside the caller's transaction, which holds the lock of the counting.
    """
    appeals = sorted(set(appeal_ids))
    if appeals:
        _run(_WATCH, at, appeals=appeals)


def recount(*, at: datetime) -> int:
    """Count every place anew: what has become older than the window falls silent here."""
    return _run(_RECOUNT, at)


def measured(*, at: datetime) -> Mapping[tuple[int, int], Measured]:
    """What the rule sees everywhere, by place and theme; writes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_MEASURE, _facts(at))
        return {(place, theme): Measured(*seen) for place, theme, *seen in cursor.fetchall()}


def appeals_of(point: ProblemPoint) -> AppealQuerySet:
    """The appeals of a point's place and theme, public or not, the latest first."""
    rows = Appeal.objects.filter(category=point.category_id)
    if point.place > 0:
        rows = rows.filter(house=point.place)
    else:
        first = (-point.place - 1) * _CELL
        rows = rows.filter(house__isnull=True, qk__gte=first, qk__lt=first + _CELL)
    return rows.order_by("-registered_at", "-id")


def _run(statement: str, at: datetime, **more: Any) -> int:
    """One counting of a city at a time: two would open the same point, or count from before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, scope.require().schema]
        )
        cursor.execute(statement, {**_facts(at), **more})
        return cursor.rowcount


def _facts(at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "since": at - WINDOW,
        "grey": sorted(workflow.GREY),
        "nameless": _nameless(),
    }


def _nameless() -> Sequence[int]:
    """«Other trouble» is no theme: three of them have nothing in common."""
    return list(Category.objects.filter(code=Category.OTHER).values_list("pk", flat=True))
