"""A city's working week: its hours, its time zone, Russia's public holidays."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from appeals.calendars.round_clock import RoundTheClock

_DATA = Path(__file__).with_name("russia.toml")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Year:
    """How one year departs from a plain Monday–Friday week, and where that is written."""

    number: int
    off: frozenset[date]
    on: frozenset[date]
    short: frozenset[date]
    source: str
    checked: bool


@dataclass(frozen=True)
class Workweek:
    """Hours of a working day in local time; on the eve of a holiday it closes an hour earlier."""

    opens: time = time(9)
    closes: time = time(18)
    eve_shorter: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("a working day must open before it closes")


@lru_cache(maxsize=1)
def russian_years() -> Mapping[int, Year]:
    """The years whose holidays are known, read once from russia.toml."""
    with _DATA.open("rb") as file:
        raw = tomllib.load(file)
    return {
        int(number): Year(
            number=int(number),
            off=frozenset(year["off"]),
            on=frozenset(year["on"]),
            short=frozenset(year["short"]),
            source=year["source"],
            checked=year["mark"] == "checked",
        )
        for number, year in raw.items()
    }


@dataclass(frozen=True)
class CityCalendar(RoundTheClock):
    """Working time of a five-day week with public holidays, in the city's time zone.

    A year without data keeps its weekends and has no holidays; `knows` tells that apart. `own` are
    the days on which the city itself departs from the country: (day, "off" | "on" | "short").
    """

    week: Workweek = field(default_factory=Workweek)
    years: Mapping[int, Year] = field(default_factory=russian_years, hash=False)
    own: frozenset[tuple[date, str]] = frozenset()

    def knows(self, day: date) -> bool:
        """Whether this day's holidays come from a published text (else: «проверить»)."""
        year = self.years.get(day.year)
        return year is not None and year.checked

    def is_working(self, day: date) -> bool:
        """Whether the city's offices work on this day."""
        if self.own:
            if (day, "off") in self.own:
                return False
            if (day, "on") in self.own or (day, "short") in self.own:
                return True
        year = self.years.get(day.year)
        if year is not None:
            if day in year.off:
                return False
            if day in year.on:
                return True
        return day.weekday() < _SATURDAY

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of a working day, in UTC."""
        year = self.years.get(day.year)
        closes = self._moment(day, self.week.closes)
        if (day, "short") in self.own or (year is not None and day in year.short):
            closes -= self.week.eve_shorter
        return self._moment(day, self.week.opens), closes

    def after_working(self, at: datetime, span: timedelta) -> datetime:
        """The moment when `span` of working time has passed since `at`."""
        start, left, day = at.astimezone(UTC), span, self._day(at)
        while True:
            if self.is_working(day):
                opens, closes = self.hours_of(day)
                begin = max(start, opens)
                if begin + left <= closes:
                    return begin + left
                left -= max(closes - begin, timedelta(0))
            day += _ONE_DAY

    def close_of_working_day(self, at: datetime, days: int) -> datetime:
        """Closing of the `days`-th working day after the day of `at`.

        The day of filing itself is not counted (Civil Code art. 191).
        """
        return _closing(self, self._day(at), days)


@lru_cache(maxsize=8192)
def _closing(calendar: CityCalendar, day: date, days: int) -> datetime:
    """Remembered: a day's appeals share their working-day deadlines."""
    left = days
    while left > 0:
        day += _ONE_DAY
        if calendar.is_working(day):
            left -= 1
    while not calendar.is_working(day):
        day += _ONE_DAY
    return calendar.hours_of(day)[1]
