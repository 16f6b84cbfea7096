"""What is known of a house, field by field, each with its source and date; what is not known says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop

from appeals.models import House, HouseFact
from appeals.models.house_fact import FIELDS
from appeals.registry.fact_names import NAMES
from design import words

# Further columns of known lists (registry/layouts.toml), said in the reader's language.
_FURTHER = (
    gettext_noop("Серия, тип постройки"),
    gettext_noop("Тип дома"),
    gettext_noop("Фонд капитального ремонта"),
    gettext_noop("Признан аварийным"),
    gettext_noop("Наименьшее число этажей"),
    gettext_noop("Помещений"),
    gettext_noop("Нежилых помещений"),
    gettext_noop("Площадь жилых помещений, м²"),
    gettext_noop("Площадь нежилых помещений, м²"),
    gettext_noop("Площадь общего имущества, м²"),
    gettext_noop("Площадь участка, м²"),
    gettext_noop("Площадь парковки, м²"),
    gettext_noop("Кадастровый номер участка"),
    gettext_noop("Класс энергоэффективности"),
    gettext_noop("Детская площадка"),
    gettext_noop("Спортивная площадка"),
    gettext_noop("Другое благоустройство"),
    gettext_noop("Дополнительно"),
    gettext_noop("Учёт холодной воды"),
    gettext_noop("Учёт горячей воды"),
)
_ENTRANCES = "Подъездов"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field; an empty value: nobody knows, and `source` was asked on `on` if it is named."""

    name: str
    value: str
    source: str = ""
    on: date | None = None


def of_house(house: House, told: Mapping[str, HouseFact]) -> list[Fact]:
    """Every field of the passport, then whatever else the list of houses told."""
    facts = [_field(code, house, told.get(code)) for code in FIELDS]
    for name, value in house.facts.items():
        if value and name != _ENTRANCES:
            facts.append(Fact(gettext(name), str(value), house.source, house.source_date))
    return facts


def _field(code: str, house: House, told: HouseFact | None) -> Fact:
    """What the city learned apart from the list goes before what the list says."""
    name = str(NAMES[code])
    if told is not None:
        return Fact(name, told.value, told.source, told.told_date)
    value = _listed(code, house)
    return Fact(name, value, house.source, house.source_date) if value else Fact(name, "")


def _listed(code: str, house: House) -> str:
    """What the list of houses says of a field."""
    match code:
        case "entrances":
            return str(house.facts.get(_ENTRANCES, ""))
        case "area_m2":
            if not house.area_m2:
                return ""
            return gettext("%(number)s м²") % {"number": words.grouped(round(house.area_m2))}
        case "built_year" | "floors" | "flats":
            return str(getattr(house, code) or "")
        case "heat_line":
            return house.heat_line
        case _:
            return ""
