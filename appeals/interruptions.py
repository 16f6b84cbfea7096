"""Interruptions of a house's services against what ПП РФ № 354 allows: a hint, with the clause.

Pure: intervals and the city's time zone come in as arguments. The values and their sources are data
(`interruptions.toml` over `terms.toml`). Yearly maintenance of hot water is counted apart by law and
must not be among the intervals.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from appeals.terms import Term, in_force

_DATA = Path(__file__).with_name("interruptions.toml")
_HOUR = timedelta(hours=1)
_NOTHING = timedelta(0)
_UNITS = {"m": timedelta(minutes=1), "h": _HOUR, "d": timedelta(days=1)}

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Limit:
    """A length that an interruption may have, and under which condition it is this one."""

    length: timedelta
    when: str = ""
    checked: bool = True

    @property
    def words(self) -> str:
        """In hours, as the act writes it: «24 ч»."""
        return f"{self.length // _HOUR}\N{NO-BREAK SPACE}ч"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the act allows for one service: by the month, and at once (the strictest first)."""

    service: str
    clause: str
    percent: float
    month: Limit | None = None
    once: Sequence[Limit] = ()
    counts: timedelta | None = None

    @property
    def checked(self) -> bool:
        """Whether every value was read in a published text."""
        limits = [*self.once, self.month] if self.month else list(self.once)
        return all(limit.checked for limit in limits)


@dataclass(frozen=True, slots=True)
class Count:
    """A house's month: how long the service was off altogether, how long at once, what is over."""

    allowance: Allowance
    total: timedelta = _NOTHING
    longest: timedelta = _NOTHING
    over_once: timedelta = _NOTHING

    @property
    def over_month(self) -> timedelta:
        """What the month's interruptions together exceed their limit by."""
        limit = self.allowance.month
        return max(_NOTHING, self.total - limit.length) if limit else _NOTHING

    @property
    def excess(self) -> timedelta:
        """The time beyond the limits; an hour that is beyond both counts once."""
        return max(self.over_month, self.over_once)

    @property
    def is_over(self) -> bool:
        """Whether a limit is passed for certain."""
        return self.excess > _NOTHING

    @property
    def percent(self) -> float:
        """By how much of the month's fee a house may ask for less: for whole hours of excess."""
        return round(self.excess // _HOUR * self.allowance.percent, 2)

    @property
    def strictest(self) -> Limit | None:
        """The condition under which the longest interruption would be beyond its limit already."""
        passed = [limit for limit in self.allowance.once if self.longest > limit.length]
        return None if self.is_over or not passed else passed[-1]


def allowance(service: str, on: date) -> Allowance | None:
    """What is allowed on that day; None for a service without such limits, or before the act."""
    data = _data()
    row = data["service"].get(service)
    if row is None or on < data["since"]:
        return None
    known = in_force(on)
    counts = row.get("counts")
    return Allowance(
        service=service,
        clause=f"{data['source']}, {row['clause']}",
        percent=data["percent"],
        month=_limit(known[row["month"]]) if "month" in row else None,
        once=tuple(_limit(known[one["term"]], one["when"]) for one in row["once"]),
        counts=_limit(known[counts]).length if counts else None,
    )


def limited() -> frozenset[str]:
    """The services whose interruptions are bounded."""
    return frozenset(_data()["service"])


def count(allowed: Allowance, intervals: Iterable[Interval], month: Interval) -> Count:
    """The month's account of one house: intervals may overlap, cross midnight and the month's ends.

    An interruption that began before the month counts at once with its whole length, and in the
    month's sum with the part inside it.
    """
    joined = [one for one in merged(intervals) if one[0] < month[1] and month[0] < one[1]]
    total = sum((_inside(one, month) for one in joined), _NOTHING)
    over = _NOTHING
    if allowed.counts is not None:
        for starts, ends in joined:
            # Only the hours of this month: what was over before stands in that month's account.
            over += _inside((starts + allowed.counts, ends), month)
    longest = max((ends - starts for starts, ends in joined), default=_NOTHING)
    return Count(allowed, total, longest, over)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order: two records of one interruption count once."""
    whole: list[Interval] = []
    for starts, ends in sorted(one for one in intervals if one[0] < one[1]):
        if whole and starts <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], ends))
        else:
            whole.append((starts, ends))
    return whole


def month_of(at: datetime, zone: ZoneInfo) -> Interval:
    """The calendar month of a moment in the city's time zone."""
    first = at.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (first + timedelta(days=32)).replace(day=1)
    return first.astimezone(UTC), following.astimezone(UTC)


def _inside(one: Interval, month: Interval) -> timedelta:
    return max(_NOTHING, min(one[1], month[1]) - max(one[0], month[0]))


def _limit(term: Term, when: str = "") -> Limit:
    return Limit(term.span.amount * _UNITS[term.span.unit], when, term.checked)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
