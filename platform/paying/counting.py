"""What a city used, counted by itself and written into its own row of the shared table."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from appeals.models import DailyTally, Organisation
from billing import usage
from billing.models import Usage
from tenants.isolation import scope


def count(*, at: datetime) -> int:
    """Yesterday, today and the days nobody counted, in the city's own time; how many.

    The first time it is the year so far. Repeating corrects what was counted too early.
    """
    today = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    first = min(_last() or date(today.year, 1, 1), today - timedelta(days=1))
    organisations, filed = Organisation.objects.live().count(), _filed(first)
    days = [first + timedelta(days=each) for each in range((today - first).days + 1)]
    for day in days:
        usage.note(day, organisations=organisations, appeals=filed.get(day, 0))
    return len(days)


def _last() -> date | None:
    own = Usage.objects.filter(tenant=scope.require().role).order_by("-day")
    return own.values_list("day", flat=True).first()


def _filed(first: date) -> dict[date, int]:
    rows = DailyTally.objects.filter(day__gte=first, kind="register")
    return dict(rows.values_list("day", "total"))
