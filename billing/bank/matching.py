"""Whose a payment is: by the invoice its purpose names, by the payer's ИНН. Pure.

Two signs that agree are enough, one is enough when nothing contradicts it; where they quarrel
nobody is credited and a person looks.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# Ours: year, dash, six figures. After the word «счёт» accountants leave zeros and dashes out; without
# it only the whole number counts, for contracts are often numbered by the year too.
_NAMED = re.compile(
    r"\bсч(?:[её]т\w*|\.)?\s*(?:на\s+оплату\s*)?(?:№|N[o°]?\.?)?\s*(20\d{2})[\s–—-]+(\d{1,6})(?!\d)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\d-])(20\d{2})-(\d{6})(?!\d)")

Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice as a payment may name it."""

    invoice: int
    city: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Whose it is and which invoice it names; or the sentence that says why nobody knows."""

    city: int | None = None
    invoice: int | None = None
    doubt: str = ""


def numbers(purpose: str) -> list[Number]:
    """Every number in a purpose that can be an invoice's, in its order: (2026, 123)."""
    found = [each for pattern in (_NAMED, _WHOLE) for each in pattern.findall(purpose)]
    return list(dict.fromkeys((int(year), int(serial)) for year, serial in found))


def match(
    purpose: str,
    inn: str,
    *,
    invoices: Mapping[Number, Billed],
    payers: Mapping[str, Collection[int]],
) -> Match:
    """Whose a payment is; `payers` are the cities under an ИНН."""
    named = [invoices[number] for number in numbers(purpose) if number in invoices]
    cities = {each.city for each in named}
    known = set(payers.get(inn, ()))
    if len(cities) > 1:
        return Match(doubt="В назначении счета разных городов.")
    if cities:
        (city,) = cities
        if known and city not in known:
            return Match(doubt="Счёт одного города, а ИНН плательщика другого.")
        return Match(city, _first_open(named))
    if len(known) == 1:
        return Match(known.pop())
    if known:
        return Match(doubt="По этому ИНН платят несколько городов, а счёт не назван.")
    return Match(doubt="Счёт в назначении не назван, ИНН плательщика не знаком.")


def _first_open(named: Sequence[Billed]) -> int | None:
    return next((each.invoice for each in named if each.is_open), None)
