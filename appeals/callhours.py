"""When people may be rung up: the city's hours in the city's time. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class CallHours:
    """From one hour of the day to another, every day, on the city's clock."""

    from_hour: int
    till_hour: int
    zone: ZoneInfo

    def include(self, moment: datetime) -> bool:
        """Whether one may call at this moment."""
        return self.from_hour <= moment.astimezone(self.zone).hour < self.till_hour

    def first(self, moment: datetime) -> datetime:
        """This moment when one may call then, else when calls next begin."""
        local = moment.astimezone(self.zone)
        if self.include(moment):
            return moment
        day = local.date() + timedelta(days=1 if local.hour >= self.till_hour else 0)
        opens = datetime(day.year, day.month, day.day, self.from_hour, tzinfo=self.zone)
        return opens.astimezone(moment.tzinfo)
