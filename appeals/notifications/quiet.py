"""Quiet hours: when somebody is not disturbed, and from when they may be again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From hour to hour by a clock on the wall, usually across midnight; equal hours: never quiet."""

    from_hour: int
    till_hour: int
    zone: ZoneInfo

    def over_at(self, at: datetime) -> datetime | None:
        """The end of the quiet hours in which `at` falls, None while it may ring."""
        local = at.astimezone(self.zone)
        if not self._contains(local.hour):
            return None
        end = local.replace(hour=self.till_hour % 24, minute=0, second=0, microsecond=0)
        if end <= local:
            # By the wall clock, so that a change of the clock's hour moves nothing.
            end = (end.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=self.zone)
        return end.astimezone(at.tzinfo)

    def _contains(self, hour: int) -> bool:
        if self.from_hour <= self.till_hour:
            return self.from_hour <= hour < self.till_hour
        return hour >= self.from_hour or hour < self.till_hour
