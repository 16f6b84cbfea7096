"""Counters of the home page: read from rollups, never counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from appeals import workflow
from appeals.insight import tallies
from appeals.models import DailyTally

WEEK = timedelta(days=7)
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
            day__gt=today - 2 * WEEK, kind__in=["register", "resolve", "reopen"]
        ).values_list("day", "kind", "total")
    }

    def week(kind: str, end: date) -> int:
        return sum(
            total for (day, k), total in days.items() if k == kind and end - WEEK < day <= end
        )

    return Figures(
        open=sum(total for status, total in statuses.items() if status in workflow.OPEN),
        waiting=sum(total for status, total in statuses.items() if status in _WAITING),
        resolved_week=week("resolve", today),
        resolved_week_before=week("resolve", today - WEEK),
        reopened_week=week("reopen", today),
        registered_today=days.get((today, "register"), 0),
        registered_week=week("register", today),
        since=min((day for day, _ in days), default=None),
    )
