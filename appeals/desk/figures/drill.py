"""From a number to its rows and back: the address of a list says all that the number was counted of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from appeals import digits
from appeals.insight import records
from appeals.insight.periods import Period
from appeals.insight.records import Filters

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Door:
    """Makes the addresses of the lists behind one page of figures."""

    period: Period
    district: str | None = None

    def to(self, measure: str, **narrower: object) -> str:
        """The list behind a number of this page."""
        query: dict[str, object] = {"of": measure}
        if measure not in records.STANDING:
            query |= {"from": self.period.first.isoformat(), "to": self.period.until.isoformat()}
        if self.district is not None:
            query["district"] = self.district
        query |= {name: value for name, value in narrower.items() if value is not None}
        return f"{reverse('desk:list')}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a list asks for."""

    measure: str
    first: date
    last: date
    filters: Filters


def asked(query: Mapping[str, str], today: date) -> Asked:
    """The list of an address; what cannot be read narrows nothing."""
    measure = query.get("of", "")
    if measure not in records.MEASURES and measure not in records.STANDING:
        measure = "open"
    first = _day(query.get("from", "")) or today
    last = _day(query.get("to", "")) or today
    return Asked(
        measure,
        min(first, last),
        max(first, last),
        Filters(
            organisation=_number(query.get("organisation")),
            district=_word(query.get("district")),
            category=_number(query.get("category")),
            channel=_word(query.get("channel")) or "",
        ),
    )


def _number(text: str | None) -> int | None:
    return digits.count(text or "")


def _word(text: str | None) -> str | None:
    return None if text is None or "\x00" in text else text[:_LONGEST]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
