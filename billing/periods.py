"""Months that are paid for, and the share of a price that falls on a part of them. Pure.

A period is `since` and `until`, the first day that is not in it any more. A whole calendar month weighs
one, a part of it as much as it has days.
"""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

Period = tuple[date, date]


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def following(day: date) -> date:
    """The first day of the month after."""
    return first_of(first_of(day) + timedelta(days=31))


def previous(day: date) -> date:
    """The first day of the month before."""
    return first_of(first_of(day) - timedelta(days=1))


def year_later(day: date) -> date:
    """The same day of the next year; after 29 February, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def months(since: date, until: date) -> Iterator[Period]:
    """The calendar months of a period, its first and last perhaps in part."""
    while since < until:
        end = min(following(since), until)
        yield since, end
        since = end


def weight(since: date, until: date) -> Fraction:
    """How many months a period is, to the day."""
    return sum((_share(*part) for part in months(since, until)), Fraction())


def priced(kopecks: int, *, of_months: int, since: date, until: date) -> int:
    """A price of so many months, for this period; to the nearest kopeck, half up."""
    return _rounded(kopecks * weight(since, until) / of_months)


def split(kopecks: int, since: date, until: date) -> list[tuple[Period, int]]:
    """A sum over the calendar months of its period; the parts are the sum, to the kopeck."""
    whole, passed, given = weight(since, until), Fraction(), 0
    parts = []
    for part in months(since, until):
        passed += _share(*part)
        upto = _rounded(kopecks * passed / whole)
        parts.append((part, upto - given))
        given = upto
    return parts


def last_day(period_until: date) -> date:
    """The last day of a period."""
    return period_until - timedelta(days=1)


def _share(since: date, until: date) -> Fraction:
    return Fraction((until - since).days, calendar.monthrange(since.year, since.month)[1])


def _rounded(value: Fraction) -> int:
    return int((2 * value + 1) // 2)
