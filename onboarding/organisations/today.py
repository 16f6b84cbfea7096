"""Which day it is in the city."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tenants.isolation import scope


def today(at: datetime) -> date:
    """The day of this moment in the zone of the city that is entered."""
    return at.astimezone(ZoneInfo(scope.require().time_zone)).date()
