"""Days of the books: invoices, acts and payments are dated where their seller is, in Moscow."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Moscow")


def day_of(at: datetime) -> date:
    """The day of a moment in the books."""
    return at.astimezone(ZONE).date()
