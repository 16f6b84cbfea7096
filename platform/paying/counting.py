"""What a city used, counted by itself and written into its own row of the shared table."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from appeals.models import DailyTally, Organisation
from billing import usage
from tenants.isolation import scope


def count(*, at: datetime) -> int:
    """The day that runs and the one before it, in the city's own time; repeating corrects them."""
    today = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    organisations = Organisation.objects.live().count()
    for day in (today - timedelta(days=1), today):
        usage.note(day, organisations=organisations, appeals=_registered(day))
    return 1


def _registered(day: date) -> int:
    kept = DailyTally.objects.filter(day=day, kind="register").values_list("total", flat=True)
    return sum(kept)
