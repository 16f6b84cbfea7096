"""Time as a duty room counts it: every minute counts, days are local days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True)
class RoundTheClock:
    """A calendar without nights or holidays, for whoever works 24×7.

    All moments come in and go out aware; results are in UTC.
    """

    zone: tzinfo = UTC

    def after_working(self, at: datetime, span: timedelta) -> datetime:
        """The moment when `span` of working time has passed: here, simply `span` later."""
        return at.astimezone(UTC) + span

    def close_of_working_day(self, at: datetime, days: int) -> datetime:
        """The end of the `days`-th working day after the day of `at`: here, of any day."""
        return self.end_of_day(at, days)

    def end_of_day(self, at: datetime, days: int) -> datetime:
        """Midnight that ends the `days`-th calendar day after the local day of `at`."""
        return self._moment(self._day(at) + timedelta(days=days + 1), time(0))

    def after_daily(self, at: datetime, span: timedelta, opens: time, closes: time) -> datetime:
        """The moment when `span` has passed counting only `opens`–`closes` of every day."""
        if opens >= closes:
            raise ValueError("a daily window must open before it closes")
        left, day, start = span, self._day(at), at.astimezone(UTC)
        while True:
            begin = max(start, self._moment(day, opens))
            end = self._moment(day, closes)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta(0))
            day += timedelta(days=1)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)
