"""Snapshots of a week's beginning: what the report's changes are counted from."""

from datetime import date, datetime, timedelta

from appeals.models import Organisation
from onboarding.organisations.models import WeekSnapshot
from onboarding.organisations.report.reading import rows
from onboarding.organisations.today import today


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def take(*, at: datetime) -> int:
    """Keep how far everybody is, once a week, as soon as it has begun; how many were kept."""
    week = monday(today(at))
    if WeekSnapshot.objects.filter(week=week).exists() or not Organisation.objects.exists():
        return 0
    kept = [row.kept() for row in rows(at=at)]
    _, is_new = WeekSnapshot.objects.get_or_create(week=week, defaults={"at": at, "rows": kept})
    return int(is_new)


def before(*, at: datetime) -> WeekSnapshot | None:
    """What to count this week's change from: its own beginning; on a Monday that of the week before.

    A meeting on Monday morning hears of the week that is over.
    """
    day = today(at)
    latest = monday(day) - timedelta(days=7) if day.weekday() == 0 else monday(day)
    found = WeekSnapshot.objects.filter(week__lte=latest).order_by("-week").first()
    return found or WeekSnapshot.objects.filter(at__lt=at).order_by("week").first()
