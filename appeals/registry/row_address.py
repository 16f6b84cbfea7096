"""The address of a row, in one column or in several, and what is wrong with it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from appeals.registry.addresses import Address, parse, street
from appeals.registry.houses import house_number
from appeals.registry.layouts import Layout
from appeals.registry.tables import Row
from appeals.registry.wording import name_key


@dataclass(frozen=True, slots=True)
class RowAddress:
    """What a row says of the place; `reason` is empty where it names one house of the city."""

    text: str
    address: Address
    reason: str = ""
    sentence: str = ""
    field: str = ""
    value: str = ""


def address_of(row: Row, layout: Layout, town: str) -> RowAddress:
    """The house that a row of a list of this town means."""
    text = _written(row, layout)
    field = layout.address_field
    if not text:
        sentence = "Адрес не указан: впишите улицу и дом или удалите строку."
        return RowAddress("", Address(), "no_address", sentence, field)
    address = _parsed(row, layout, text)
    named = address.town or layout.value(row, "town")
    if named and name_key(named) != name_key(town):
        sentence = f"Адрес в городе {named}, а не {town}: удалите строку."
        if not address.town:
            return RowAddress(text, address, "other_town", sentence, "town", named)
        return RowAddress(text, address, "other_town", sentence, field, text)
    reason, sentence = "", ""
    if not named and address.region:
        reason, sentence = "other_town", f"В адресе не назван город {town}: допишите его."
    elif address.street is None:
        reason, sentence = "no_street", "В адресе нет улицы: допишите её, без неё дом не найти."
    elif address.house is None:
        reason, sentence = "no_house", "В адресе нет номера дома: допишите его."
    return RowAddress(text, address, reason, sentence, field, text)


def _written(row: Row, layout: Layout) -> str:
    text = layout.value(row, "address")
    if not text and layout.value(row, "street"):
        text = f"{layout.value(row, 'street')}, д. {layout.value(row, 'house')}"
        if layout.value(row, "building"):
            text += f", к. {layout.value(row, 'building')}"
    return text


def _parsed(row: Row, layout: Layout, text: str) -> Address:
    if "address" in layout.places:
        return parse(text)
    # Columns say what is the street, so a number in its name is no house.
    return Address(
        town=layout.value(row, "town"),
        street=street(layout.value(row, "street")),
        house=house_number(text.rpartition(", д. ")[2]),
    )
