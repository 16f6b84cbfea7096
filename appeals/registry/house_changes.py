"""What a list of houses changes in the registry: compared first, written afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from appeals.models import House, Street
from appeals.registry import streets
from appeals.registry.house_rows import HouseRow
from appeals.registry.layouts import Layout

_BATCH = 1000
# A house's columns by the field of a list that fills them; a list without the field leaves them be.
_FROM = {
    "latitude": ("latitude", "longitude"),
    "district": ("district",),
    "built_year": ("built_year",),
    "floors": ("floors",),
    "flats": ("flats",),
    "area_m2": ("area_m2",),
    "heat_line": ("heat_line",),
    "outside_id": ("outside_id",),
    "source_date": ("source_date",),
}
_ALWAYS = ("number", "address")
_FIELDS = (*_ALWAYS, *(name for names in _FROM.values() for name in names), "facts", "source")
_POINT = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Changed:
    """One house of the registry that the list describes differently: field → what was, what comes."""

    house: House
    differs: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class HouseChanges:
    """Everything a list says of houses; `pairs` is every row with its house, new ones included.

    `gone` are houses of the registry that the list does not name: they stay as they are.
    """

    fresh: list[House] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: int = 0
    gone: list[House] = field(default_factory=list)
    pairs: list[tuple[HouseRow, House]] = field(default_factory=list)


def compare(
    rows: Iterable[HouseRow], by_key: dict[str, Street], layout: Layout, source: str
) -> HouseChanges:
    """Houses new, changed, untouched and gone; nothing is written."""
    known = {(house.street_id, house.normal_number): house for house in House.objects.all()}
    found = HouseChanges()
    named: set[int] = set()
    for row in rows:
        street = by_key[streets.key_of(row.address)]
        number = row.address.house.key if row.address.house else ""
        house = known.get((street.pk, number)) if street.pk is not None else None
        if house is None:
            house = House(street=street, normal_number=number, source=source)
            for name, value in _wanted(row, house, layout).items():
                setattr(house, name, value)
            found.fresh.append(house)
        else:
            named.add(house.pk)
            differs = {
                name: (getattr(house, name), value)
                for name, value in _wanted(row, house, layout).items()
                if getattr(house, name) != value
            }
            if differs:
                found.changed.append(Changed(house, differs))
            else:
                found.unchanged += 1
        found.pairs.append((row, house))
    found.gone = [house for house in known.values() if house.pk not in named]
    return found


def store(changes: HouseChanges, source: str, tick: Callable[[int], None]) -> None:
    """Write the new houses and the changed ones; their streets stand already."""
    for each in _batches(changes.fresh):
        House.objects.bulk_create(each)
        tick(len(each))
    for batch in _batches(changes.changed):
        for change in batch:
            for name, (_, value) in change.differs.items():
                setattr(change.house, name, value)
            change.house.source = source
        House.objects.bulk_update([change.house for change in batch], _FIELDS)
        tick(len(batch))
    tick(changes.unchanged)


def _wanted(row: HouseRow, house: House, layout: Layout) -> dict[str, Any]:
    """What the house's columns should say after this list."""
    names = [
        *_ALWAYS,
        *(name for of, found in _FROM.items() if of in layout.places for name in found),
    ]
    wanted = {name: _value(row, name) for name in names}
    if house.is_placed_by_hand:
        for name in _POINT:
            wanted.pop(name, None)
    kept = {name: value for name, value in house.facts.items() if name not in layout.facts}
    return wanted | {"facts": kept | row.facts}


def _value(row: HouseRow, name: str) -> Any:
    if name == "number":
        return row.address.house.words.removeprefix("д. ") if row.address.house else ""
    return row.address.words if name == "address" else getattr(row, name)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
