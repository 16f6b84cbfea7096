"""Each house's year, kept event by event: pages of streets, districts and neighbours read nothing else.

A house is never added to, it is counted anew from its own few hundred appeals (index `appeal_house`):
the same event told twice, or out of order, changes nothing. What time alone changes, appeals that
are a year old and hours of outages, is found by `refresh`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from appeals import interruptions, workflow
from appeals.models import Appeal, Outage

YEAR = timedelta(days=365)
# An outage that ended a while ago is in every house's sum already.
_LATELY = timedelta(days=1)

# First the rows, locked in one order: who waits here counts what the one before has committed.
_PLACES = """
INSERT INTO appeals_housetally
    (house_id, open, filed, answered, in_time, returned, off_seconds)
SELECT h.id, 0, 0, 0, 0, 0, 0 FROM appeals_house h
WHERE h.id = ANY(%(houses)s)
AND NOT EXISTS (SELECT FROM appeals_housetally t WHERE t.house_id = h.id)
ORDER BY h.id ON CONFLICT DO NOTHING
"""
_LOCK = (
    "SELECT FROM appeals_housetally WHERE house_id = ANY(%(houses)s) ORDER BY house_id FOR UPDATE"
)
_COUNT = """
UPDATE appeals_housetally t SET
    open = c.open, filed = c.filed, answered = c.answered, in_time = c.in_time,
    returned = c.returned, oldest_at = c.oldest_at, counted_at = %(at)s
FROM unnest(%(houses)s::bigint[]) AS one(house_id)
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.status = ANY(%(open)s)) AS open,
        count(*) FILTER (WHERE recent) AS filed,
        count(*) FILTER (WHERE recent AND done) AS answered,
        count(*) FILTER (WHERE recent AND done AND NOT a.breached ? 'resolve') AS in_time,
        count(*) FILTER (WHERE recent AND done AND a.reopened_count > 0) AS returned,
        min(a.registered_at) FILTER (WHERE recent) AS oldest_at
    FROM appeals_appeal a
    CROSS JOIN LATERAL (SELECT a.registered_at > %(since)s AS recent,
        a.status = ANY(%(done)s) AS done) told
    WHERE a.house_id = one.house_id AND a.is_public
) c
WHERE t.house_id = one.house_id
"""
# Interruptions of one service joined, services added.
_COUNT_OFF = """
UPDATE appeals_housetally t SET off_seconds = o.seconds
FROM unnest(%(houses)s::bigint[]) AS one(house_id)
CROSS JOIN LATERAL (
    SELECT coalesce(sum(extract(epoch FROM upper(span) - lower(span))), 0)::bigint AS seconds
    FROM (
        SELECT unnest(range_agg(tstzrange(
            greatest(h.starts_at, %(since)s), least(coalesce(h.ended_at, %(at)s), %(at)s)))) AS span
        FROM appeals_outagehouse h JOIN appeals_outage o ON o.id = h.outage_id
        WHERE h.house_id = one.house_id AND o.service = ANY(%(services)s) AND o.kind <> %(yearly)s
        AND h.starts_at < %(at)s AND coalesce(h.ended_at, %(at)s) > %(since)s
        AND coalesce(h.ended_at, %(at)s) > h.starts_at
        GROUP BY o.service
    ) spans
) o
WHERE t.house_id = one.house_id AND t.off_seconds <> o.seconds
"""
# Houses nobody has counted yet, and those with an appeal that has become a year old.
_MOVED = """
SELECT h.id FROM appeals_house h LEFT JOIN appeals_housetally t ON t.house_id = h.id
WHERE t.counted_at IS NULL OR t.oldest_at <= %(since)s
"""
# Houses that are or lately were without something: their hours alone have changed.
_OFF = """
SELECT DISTINCT house_id FROM appeals_outagehouse h JOIN appeals_outage o ON o.id = h.outage_id
WHERE o.starts_at < %(at)s AND (o.ended_at IS NULL OR o.ended_at > %(lately)s)
"""


def count(appeal_ids: Iterable[int], *, at: datetime) -> None:
    """Count the houses of these appeals anew."""
    houses = Appeal.objects.filter(pk__in=list(appeal_ids), house__isnull=False)
    count_houses(set(houses.values_list("house_id", flat=True)), at=at)


def count_houses(house_ids: Collection[Any], *, at: datetime) -> None:
    """Count these houses anew, as they are at this moment; inside the caller's transaction."""
    _run((_PLACES, _LOCK, _COUNT, _COUNT_OFF), house_ids, at)


def refresh(*, at: datetime) -> int:
    """Count what time has changed since; how many houses."""
    moved, off = _found(_MOVED, at), _found(_OFF, at)
    count_houses(moved, at=at)
    _run((_LOCK, _COUNT_OFF), off, at)
    return len(set(moved) | set(off))


def rebuild(*, at: datetime) -> None:
    """Count every house anew: after an import or a simulation, and to check."""
    count_houses(_found("SELECT id FROM appeals_house", at), at=at)


def _found(statement: str, at: datetime) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, _facts(at))
        return [row[0] for row in cursor.fetchall()]


def _run(statements: Iterable[str], house_ids: Collection[Any], at: datetime) -> None:
    if not house_ids:
        return
    parameters = {"houses": sorted(house_ids), **_facts(at)}
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)


def _facts(at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "since": at - YEAR,
        "lately": at - _LATELY,
        "open": sorted(workflow.OPEN),
        "done": sorted(workflow.GREEN),
        "services": sorted(interruptions.limited()),
        "yearly": Outage.YEARLY,
    }
