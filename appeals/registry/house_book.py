"""The city's houses by address: for matching many addresses at once, without a query for each."""

from __future__ import annotations

from dataclasses import dataclass

from appeals.models import House
from appeals.places import morton
from appeals.registry import streets
from appeals.registry.addresses import Address, parse
from appeals.registry.wording import name_key


@dataclass(frozen=True, slots=True)
class Entry:
    """A house with what an appeal's row keeps of it."""

    id: int
    address: str
    district: str
    latitude: float | None
    longitude: float | None
    qk: int | None


class HouseBook:
    """Finds a house by any spelling of its address; without the street's kind if only one fits."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, str], Entry] = {}
        self._loose: dict[tuple[str, str], Entry | None] = {}
        for house in House.objects.select_related("street").iterator(chunk_size=5000):
            entry = _entry(house)
            key = streets.key_of_row(house.street)
            self._exact[key, house.normal_number] = entry
            loose = _without_kind(key), house.normal_number
            self._loose[loose] = None if loose in self._loose else entry

    def find(self, text: str) -> Entry | None:
        """The one house of this address, or None."""
        return self.at(parse(text))

    def at(self, address: Address) -> Entry | None:
        """The same of an address that was taken apart already."""
        if address.street is None or address.house is None:
            return None
        found = self._exact.get((streets.key_of(address), address.house.key))
        return found or self._loose.get((_name_alone(address), address.house.key))


def _entry(house: House) -> Entry:
    located = house.latitude is not None and house.longitude is not None
    return Entry(
        id=house.pk,
        address=house.address,
        district=house.district,
        latitude=house.latitude,
        longitude=house.longitude,
        qk=morton(house.latitude, house.longitude) if located else None,  # type: ignore[arg-type]
    )


def _name_alone(address: Address) -> str:
    place = name_key(address.settlement.name) if address.settlement else ""
    return f"{place}|{name_key(address.street.name) if address.street else ''}"


def _without_kind(key: str) -> str:
    place, _, street = key.partition("|")
    return f"{place}|{street.partition(' ')[2] or street}"
