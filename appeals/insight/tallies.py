"""Counters kept event by event; screens read them instead of counting rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from appeals.insight import area_tallies, house_tallies, problem_points, rollups
from appeals.models import DailyTally, StatusTally
from tenants.isolation import scope


def apply(payloads: Iterable[dict[str, Any]]) -> None:
    """Add events to the counters; the caller makes sure that each is added once."""
    payloads = list(payloads)
    zone = ZoneInfo(scope.require().time_zone)
    standing: Counter[tuple[int, str]] = Counter()
    daily: Counter[tuple[date, str]] = Counter()
    for event in payloads:
        day = datetime.fromisoformat(event["at"]).astimezone(zone).date()
        if not _told_already(event):
            daily[(day, event["kind"])] += 1
        if event["from"]:
            standing[(event["was_with"] or 0, event["from"])] -= 1
        standing[(event["organisation"] or 0, event["to"])] += 1
    _upsert(
        "appeals_statustally",
        ("organisation_id", "status"),
        {key: change for key, change in standing.items() if change},
    )
    _upsert("appeals_dailytally", ("day", "kind"), dict(daily))
    rollups.count(payloads)


def _told_already(event: dict[str, Any]) -> bool:
    """An applicant's answer is a move and the note with its words: one answer."""
    return bool(event["kind"] == "answer" and event["from"] == event["to"])


def standing(organisation_id: int | None = None) -> dict[str, int]:
    """How many appeals stand in each status: with one organisation (0: at the desk), or in all."""
    rows = StatusTally.objects.all()
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    totals: Counter[str] = Counter()
    for status, total in rows.values_list("status", "total"):
        totals[status] += total
    return dict(totals)


def since(day: date) -> dict[str, int]:
    """How many events of each kind there were from this day on."""
    totals: Counter[str] = Counter()
    for kind, total in DailyTally.objects.filter(day__gte=day).values_list("kind", "total"):
        totals[kind] += total
    return dict(totals)


def rebuild() -> None:
    """Count everything anew: after an import or a simulation, and to check the counters."""
    now = timezone.now()
    rollups.rebuild()
    house_tallies.rebuild(at=now)
    area_tallies.count(at=now)
    problem_points.recount(at=now)


def _upsert(table: str, key: tuple[str, str], changes: dict[Any, int]) -> None:
    if not changes:
        return
    ordered = sorted(changes.items())  # one order for everybody: no deadlocks
    first, second = key
    statement = (
        f"INSERT INTO {table} ({first}, {second}, total) "  # noqa: S608 — fixed names
        f"SELECT * FROM unnest(%s::{_TYPES[first]}[], %s::text[], %s::integer[]) "
        f"ON CONFLICT ({first}, {second}) DO UPDATE SET total = {table}.total + excluded.total"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [
                [one for (one, _), _ in ordered],
                [two for (_, two), _ in ordered],
                [change for _, change in ordered],
            ],
        )


_TYPES = {"organisation_id": "bigint", "day": "date"}
