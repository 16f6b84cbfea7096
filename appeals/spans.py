"""Lengths of time as the law writes them: «30 минут», «3 дня», «5 рабочих дней», «с 8 до 23»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

_FORM = re.compile(r"(\d{1,5})(m|h|d|cd|wh|wd)(?:@(\d{2})-(\d{2}))?")
_ELAPSED = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WORDS = {
    "m": ("минута", "минуты", "минут"),
    "h": ("час", "часа", "часов"),
    "d": ("сутки", "суток", "суток"),
    "cd": ("день", "дня", "дней"),
    "wh": ("рабочий час", "рабочих часа", "рабочих часов"),
    "wd": ("рабочий день", "рабочих дня", "рабочих дней"),
}
_UNITS = {form: unit for unit, forms in _WORDS.items() for form in forms}
_SAID = re.compile(
    r"(?P<amount>\d{1,5}) (?P<unit>[а-я ]{3,13}?)(?: \(с (?P<opens>\d+) до (?P<closes>\d+)\))?"
)


class Calendar(Protocol):
    """What a span needs to know of time: `appeals.calendars` holds the two kinds."""

    def after_working(self, at: datetime, span: timedelta) -> datetime: ...
    def close_of_working_day(self, at: datetime, days: int) -> datetime: ...
    def end_of_day(self, at: datetime, days: int) -> datetime: ...
    def after_daily(self, at: datetime, span: timedelta, opens: time, closes: time) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A term's length with the manner of counting it."""

    amount: int
    unit: str
    hours: tuple[int, int] | None = None

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read «30m», «2h», «3d», «30cd», «8wh», «5wd» or «2h@08-23»; ValueError otherwise."""
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"not a length of time: {text!r}")
        amount, unit, opens, closes = found.groups()
        if int(amount) == 0:
            raise ValueError("a term of no length")
        if opens is None:
            return cls(int(amount), unit)
        hours = (int(opens), int(closes))
        if unit not in ("m", "h") or not 0 <= hours[0] < hours[1] <= 23:
            raise ValueError(f"not a daily window: {text!r}")
        return cls(int(amount), unit, hours)

    @classmethod
    def said(cls, text: str) -> Span | None:
        """The span that `words` says so, for what was kept as words; None for anything else."""
        found = _SAID.fullmatch(text)
        if found is None or found["unit"] not in _UNITS:
            return None
        hours = (int(found["opens"]), int(found["closes"])) if found["opens"] else None
        return cls(int(found["amount"]), _UNITS[found["unit"]], hours)

    @classmethod
    def of(cls, length: timedelta) -> Span:
        """A plain length in whole minutes, hours where they come out even."""
        minutes = max(1, round(length / timedelta(minutes=1)))
        return cls(minutes // 60, "h") if minutes % 60 == 0 else cls(minutes, "m")

    def __str__(self) -> str:
        window = "" if self.hours is None else f"@{self.hours[0]:02}-{self.hours[1]:02}"
        return f"{self.amount}{self.unit}{window}"

    def from_(self, at: datetime, calendar: Calendar) -> datetime:
        """When a term of this length that starts at `at` is over, in UTC."""
        if self.unit == "wd":
            return calendar.close_of_working_day(at, self.amount)
        if self.unit == "cd":
            return calendar.end_of_day(at, self.amount)
        if self.unit == "wh":
            return calendar.after_working(at, timedelta(hours=self.amount))
        length = self.amount * _ELAPSED[self.unit]
        if self.hours is None:
            return at.astimezone(UTC) + length
        return calendar.after_daily(at, length, time(self.hours[0]), time(self.hours[1]))

    def halved(self, times: int) -> Span:
        """The span under control level `times`: halved that often, in minutes, never under one unit
        of a working or calendar day."""
        if times <= 0:
            return self
        if self.unit in ("wd", "cd", "wh"):
            return replace(self, amount=max(1, -(-self.amount // 2**times)))
        minutes = int(self.amount * _ELAPSED[self.unit] / timedelta(minutes=1)) >> times
        plain = Span.of(timedelta(minutes=minutes))
        return replace(self, amount=plain.amount, unit=plain.unit)

    @property
    def words(self) -> str:
        """The span in Russian: «5 рабочих дней», «2 часа (с 8 до 23)»."""
        text = f"{self.amount} {_plural(self.amount, _WORDS[self.unit])}"
        return text if self.hours is None else f"{text} (с {self.hours[0]} до {self.hours[1]})"


def _plural(number: int, forms: tuple[str, str, str]) -> str:
    last, two = number % 10, number % 100
    if last == 1 and two != 11:
        return forms[0]
    if 2 <= last <= 4 and not 12 <= two <= 14:
        return forms[1]
    return forms[2]
