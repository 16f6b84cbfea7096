"""Many houses named at once: «Ладожская 1–41 нечётные», a list, a table, an area on the map.

Nothing is guessed: what names no house comes back with the reason, line by line, before anything is
saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appeals.house_words import in_words, leading, order
from appeals.models import House, Street
from appeals.registry import layouts
from appeals.registry.addresses import Address, parse
from appeals.registry.houses import house_number
from appeals.registry.streets import search_form
from appeals.registry.tables import BadFile, open_table
from appeals.registry.wording import cyrillic, kinds

MOST_LINES = 20_000
# So much a list of houses holds unpacked; ten megabytes of a file could be ten gigabytes.
_UNPACKED = 32 << 20
_DASH = r"\s?[-–—]\s?"
_NUMBER = r"\d{1,4}[а-яa-z]?(?:/\d{1,4}[а-яa-z]?)?(?:,?\s?(?:к|корп|корпус)\.?\s?\d{1,3})?"
_ITEM = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?"
_TAIL = re.compile(
    rf"(?:^|[\s,.:])(?:(?:д|дом|дома)\.?\s*)?(?P<items>{_ITEM}(?:\s*(?:[,+]|\bи\b)\s*{_ITEM})*)\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(\d{{1,4}})[а-яa-z]?{_DASH}(\d{{1,4}})[а-яa-z]?", re.IGNORECASE)
_PARITY = re.compile(r"[\s,(]+(неч|ч[её]т)[а-яё]*\.?\)?\s*$", re.IGNORECASE)
_WHOLE = re.compile(r"[\s,(]+(?:вся(?:\s+улица)?|все(?:\s+дома)?|целиком)\)?\s*$", re.IGNORECASE)
_SPLIT = re.compile(r"[\n\r;]+")
_COMMA = re.compile(r"\s*(?:[,+]|\bи\b)\s*")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A house that was meant."""

    id: int
    street: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that name no house: where they stand, what they are, why not."""

    line: int
    text: str
    why: str


@dataclass(slots=True)
class HouseSet:
    """The houses that were found, each once, and what was not."""

    houses: dict[int, Chosen] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    @property
    def ids(self) -> frozenset[int]:
        """The houses' keys."""
        return frozenset(self.houses)

    @property
    def places(self) -> str:
        """All of them in one line."""
        return in_words(
            ((house.street, house.number) for house in self.houses.values()), streets=40
        )

    def by_street(self) -> list[tuple[str, list[Chosen]]]:
        """Street by street, houses in their order."""
        streets: dict[str, list[Chosen]] = {}
        for house in self.houses.values():
            streets.setdefault(house.street, []).append(house)
        return [
            (street, sorted(found, key=lambda house: order(house.number)))
            for street, found in sorted(streets.items())
        ]

    def add(self, other: HouseSet) -> None:
        """These houses and misses too."""
        self.houses |= other.houses
        self.misses += other.misses


@dataclass(frozen=True, slots=True)
class Wanted:
    """One piece of the text: a street, and which of its houses (none named: all of them)."""

    line: int
    text: str
    form: str
    kind: str
    numbers: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    # 0 even, 1 odd, None both.
    parity: int | None = None

    def takes(self, number: str) -> bool:
        """Whether this house of the street is meant."""
        if self.parity is not None and leading(number) % 2 != self.parity:
            return False
        if not self.numbers and not self.ranges:
            return True
        value = leading(number)
        return number in self.numbers or any(low <= value <= high for low, high in self.ranges)


def of_text(text: str) -> HouseSet:
    """Houses of a list: one street with its houses on a line; two statements."""
    pieces = [piece.strip() for piece in _SPLIT.split(text)]
    wanted: list[Wanted] = []
    misses: list[Miss] = []
    for line, piece in enumerate(pieces, 1):
        if not piece:
            continue
        if len(wanted) + len(misses) >= MOST_LINES:
            misses.append(Miss(line, piece[:80], f"Дальше {MOST_LINES}-й строки не читаем."))
            break
        one = _piece(line, piece)
        if isinstance(one, Miss):
            misses.append(one)
        else:
            wanted.append(one)
    found = _found(wanted)
    found.misses = sorted([*misses, *found.misses], key=lambda miss: miss.line)
    return found


def of_file(path: Path) -> HouseSet:
    """Houses of a table: a column «Адрес», or «Улица» and «Дом».

    Raises:
        BadFile: it is no table, or has no such column.
    """
    table = open_table(path, most_bytes=_UNPACKED)
    layout = layouts.recognise("houses", table.header)
    wanted: list[Wanted] = []
    misses: list[Miss] = []
    for count, row in enumerate(table.rows()):
        if count >= MOST_LINES:
            misses.append(Miss(row.line, "", f"Дальше {MOST_LINES}-й строки не читаем."))
            break
        # In a list of one column the commas are the addresses' own.
        alone = len(table.header) == 1
        text = ", ".join(row.cells) if alone else layout.value(row, "address")
        if not text:
            parts = [layout.value(row, name) for name in ("street", "house", "building")]
            text = ", ".join(part for part in parts if part)
        one = _piece(row.line, text) if text else Miss(row.line, "", "Адрес не указан.")
        if isinstance(one, Miss):
            misses.append(one)
        elif not one.numbers and not one.ranges:
            misses.append(Miss(row.line, text[:80], "Нет номера дома."))
        else:
            wanted.append(one)
    found = _found(wanted)
    found.misses = sorted([*misses, *found.misses], key=lambda miss: miss.line)
    return found


def of_ids(house_ids: Iterable[int]) -> HouseSet:
    """Houses by their keys; keys of other cities are nobody's."""
    rows = House.objects.filter(pk__in=set(house_ids)).select_related("street")
    return HouseSet({house.pk: chosen(house) for house in rows})


def chosen(house: House) -> Chosen:
    """A house of the registry with its street's name."""
    return Chosen(house.pk, str(house.street), house.number, house.address)


def _piece(line: int, piece: str) -> Wanted | Miss:
    """What one line means: «ул. Ладожская, 85–103, 112 чётные»."""
    text, parity = piece[:400], None
    side = _PARITY.search(text)
    if side is not None:
        parity = 1 if side[1].lower().startswith("неч") else 0
        text = text[: side.start()]
    text = _WHOLE.sub("", text)
    address = parse(text)
    if address.street is not None and address.house is not None and not _RANGE.search(text):
        # One house, written in any way that the registry understands.
        tail = _TAIL.search(text)
        if tail is None or len(_COMMA.split(tail["items"])) == 1:
            key = cyrillic(address.house.key)
            return _wanted(line, piece, address, numbers=(key,), parity=parity)
    tail = _TAIL.search(text)
    street_text = text[: tail.start()] if tail else text
    named = parse(f"{street_text.strip(' ,.:')}, д. 1")
    if tail is None or named.street is None:
        named = parse(f"{text.strip(' ,.:')}, д. 1")
        if named.street is None:
            return Miss(line, piece[:80], "Нет названия улицы.")
        return _wanted(line, piece, named, parity=parity)
    numbers, ranges = [], []
    for item in _COMMA.split(tail["items"]):
        span = _RANGE.fullmatch(item.strip())
        if span is not None and int(span[1]) < int(span[2]):
            ranges.append((int(span[1]), int(span[2])))
            continue
        number = house_number(item)
        if number is not None:
            numbers.append(cyrillic(number.key))
    return _wanted(line, piece, named, numbers=tuple(numbers), ranges=tuple(ranges), parity=parity)


def _wanted(line: int, piece: str, address: Address, **which: Any) -> Wanted:
    kind = address.street.kind if address.street else ""
    short = kinds()[kind].short if kind else ""
    return Wanted(line, piece[:80], search_form(address), short, **which)


def _found(wanted: Sequence[Wanted]) -> HouseSet:
    """The houses of all pieces: their streets in one statement, their houses in another."""
    result = HouseSet()
    streets: dict[str, list[Street]] = {}
    for row in Street.objects.filter(search__in={one.form for one in wanted}):
        streets.setdefault(row.search, []).append(row)
    meant = {id(one): _street(one, streets) for one in wanted}
    by_street: dict[int, list[House]] = {}
    ids = {street.pk for street in meant.values() if isinstance(street, Street)}
    for house in House.objects.filter(street_id__in=ids).select_related("street"):
        by_street.setdefault(house.street_id, []).append(house)
    for one in wanted:
        street = meant[id(one)]
        if not isinstance(street, Street):
            result.misses.append(Miss(one.line, one.text, street))
            continue
        houses = by_street.get(street.pk, [])
        taken = [house for house in houses if one.takes(house.normal_number)]
        result.houses |= {house.pk: chosen(house) for house in taken}
        result.misses.extend(_missing(one, street, taken))
    return result


def _street(one: Wanted, streets: dict[str, list[Street]]) -> Street | str:
    """The one street of these words, or why there is none."""
    same = streets.get(one.form, [])
    if one.kind:
        same = [street for street in same if street.kind == one.kind] or same
    if not same:
        return "Такой улицы в реестре города нет."
    if len(same) > 1:
        names = ", ".join(sorted(str(street) for street in same))
        return f"Уточните, какая улица: {names}."
    return same[0]


def _missing(one: Wanted, street: Street, taken: Sequence[House]) -> Iterator[Miss]:
    """Numbers of the piece that the street does not have."""
    there = {house.normal_number for house in taken}
    for number in one.numbers:
        if number not in there:
            yield Miss(one.line, one.text, f"{street}: дома {number} в реестре нет.")
    if not taken and not one.numbers:
        yield Miss(one.line, one.text, f"{street}: подходящих домов в реестре нет.")


__all__ = ["BadFile", "Chosen", "HouseSet", "Miss", "of_file", "of_ids", "of_text"]
