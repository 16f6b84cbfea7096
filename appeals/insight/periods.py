"""A day, a week, a month or any days of the city's calendar, and what they are compared with.

Pure. Figures are kept by days, so a period is whole days; one that still runs is compared with as
many days of the one before, and its last day, today, is not over.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

LONGEST = timedelta(days=3 * 366)
# Longer periods are read by whole months, with days at both ends.
_BY_DAYS = timedelta(days=45)
_DAY = timedelta(days=1)
TODAY, WEEK, MONTH, ANY = "today", "week", "month", "any"
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Days or whole months in a row, as the rollups hold them."""

    grain: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, seen on the day `today`."""

    name: str
    first: date
    last: date
    today: date

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return self.first <= self.today <= self.last

    @property
    def until(self) -> date:
        """The last day of which anything can be known."""
        return max(self.first, min(self.last, self.today))

    @property
    def days(self) -> int:
        """How many days there are so far."""
        return (self.until - self.first).days + 1

    def earlier(self) -> Period:
        """The one before, whole."""
        if self.name == MONTH:
            return _month(self.first - _DAY, self.today)
        span = self.last - self.first + _DAY
        return replace(self, first=self.first - span, last=self.last - span)

    def later(self) -> Period | None:
        """The one after; None when it has not begun."""
        if self.name == MONTH:
            found = _month(self.last + _DAY, self.today)
        else:
            span = self.last - self.first + _DAY
            found = replace(self, first=self.first + span, last=self.last + span)
        return found if found.first <= self.today else None

    def compared(self) -> Period:
        """What it is compared with: the one before, as far as this one has come."""
        before = self.earlier()
        if not self.is_running:
            return before
        return replace(before, last=min(before.last, before.first + self.days * _DAY - _DAY))

    def chart(self) -> Period:
        """The days a chart of it shows: at least four weeks that end with it."""
        first = min(self.first, self.until - 27 * _DAY)
        return replace(self, first=first, last=self.until)

    def pieces(self) -> list[Piece]:
        """How the rollups are read for it."""
        return pieces(self.first, self.until)

    def query(self) -> dict[str, str]:
        """What an address says of it."""
        if self.name == ANY:
            return {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return {"period": self.name, "day": self.first.isoformat()}


def pieces(first: date, last: date) -> list[Piece]:
    """These days as few rows: short as days, long as months with days at the ends."""
    if last < first:
        return []
    begin = first if first.day == 1 else _next_month(first)
    end = _next_month(last) if (last + _DAY).day == 1 else last.replace(day=1)
    if last - first <= _BY_DAYS or begin >= end:
        return [Piece("day", first, last)]
    found = [Piece("month", begin, end - _DAY)]
    if first < begin:
        found.append(Piece("day", first, begin - _DAY))
    if end <= last:
        found.append(Piece("day", end, last))
    return found


def before(day: date) -> list[Piece]:
    """Everything before this day."""
    month = day.replace(day=1)
    found = [Piece("month", EARLIEST, month - _DAY)]
    if month < day:
        found.append(Piece("day", month, day - _DAY))
    return found


def asked(query: Mapping[str, str], today: date) -> Period:
    """The period an address names; what cannot be is this week."""
    first, last = _day(query.get("from", "")), _day(query.get("to", ""))
    # A beginning that has been first: near the calendar's end nothing can be added to a day.
    if first and last and EARLIEST <= first <= today and first <= last <= first + LONGEST:
        return Period(ANY, first, last, today)
    day = _day(query.get("day", "")) or today
    if not EARLIEST < day <= today:
        day = today
    name = query.get("period", WEEK)
    if name == TODAY:
        return Period(TODAY, day, day, today)
    if name == MONTH:
        return _month(day, today)
    monday = day - day.weekday() * _DAY
    return Period(WEEK, monday, monday + 6 * _DAY, today)


def _month(day: date, today: date) -> Period:
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return Period(MONTH, day.replace(day=1), last, today)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
