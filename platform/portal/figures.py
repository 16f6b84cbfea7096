"""Counters of the home page: read from rollups, never counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from appeals import workflow
from appeals.insight import tallies
from appeals.models import DailyTally

WEEK = timedelta(days=7)
# One by one, or all of an incident at once.
_RESOLVED = ("resolve", "resolve_with_incident")
_WAITING = frozenset({"registered", "assigned", "returned", "reopened"})


@dataclass(frozen=True, slots=True)
class Figures:
    """What the city sees first; None where no day has been told yet."""

    open: int
    waiting: int
    resolved_week: int
    resolved_week_before: int
    reopened_week: int
    registered_today: int
    registered_week: int
    since: date | None


def now(today: date) -> Figures:
    """The city's figures on this day, its own calendar's."""
    statuses = tallies.standing()
    days = {
        (day, kind): total
        for day, kind, total in DailyTally.objects.filter(
            day__gt=today - 2 * WEEK, kind__in=["register", *_RESOLVED, "reopen"]
        ).values_list("day", "kind", "total")
    }

    def week(end: date, *kinds: str) -> int:
        return sum(
            total for (day, k), total in days.items() if k in kinds and end - WEEK < day <= end
        )

    return Figures(
        open=sum(total for status, total in statuses.items() if status in workflow.OPEN),
        waiting=sum(total for status, total in statuses.items() if status in _WAITING),
        resolved_week=week(today, *_RESOLVED),
        resolved_week_before=week(today - WEEK, *_RESOLVED),
        reopened_week=week(today, "reopen"),
        registered_today=days.get((today, "register"), 0),
        registered_week=week(today, "register"),
        since=min((day for day, _ in days), default=None),
    )
