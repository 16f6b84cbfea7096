"""Streets and districts: their houses, what is off there, what comes back, from counted rows alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from appeals.house_words import order
from appeals.insight import area_tallies
from appeals.models import AreaTally, District, House, HouseTally, Outage, OutageHouse, Street
from portal import neighbours, points
from portal.places import house_url

OUTAGES = 20
POINTS = 12
_MEASURES = ("per_hundred", "off", "in_time", "returned")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: the area's median and the city's, each with how many houses it is of."""

    measure: str
    here: float | None
    here_houses: int
    city: float | None
    city_houses: int


@dataclass(frozen=True, slots=True)
class Row:
    """A house in its street's table, said already: a long street has hundreds of them."""

    url: str
    number: str
    year: str
    flats: str
    open: int
    filed: int
    in_time: str


def street(found: Street, *, now: datetime) -> dict[str, Any]:
    """A street page; nine statements at most."""
    houses = list(House.objects.filter(street=found).defer("facts"))
    houses.sort(key=lambda house: order(house.number))
    area = area_tallies.of_street(found.pk)
    ids = [house.pk for house in houses]
    # By key: joined, the planner reads the tallies of the whole city.
    tallies = HouseTally.objects.in_bulk(ids)
    rows = _rows(houses, tallies)
    return {
        "street": found,
        "now": now,
        "rows": rows,
        "districts": sorted({house.district for house in houses if house.district}),
        "open": sum(row.open for row in rows),
        "filed": sum(row.filed for row in rows),
        "outages": _off(OutageHouse.objects.filter(house__in=ids)),
        "points": points.of_places(ids)[:POINTS],
        "lines": medians(area),
        "area": area,
    }


def _rows(houses: Sequence[House], tallies: Mapping[int, HouseTally]) -> list[Row]:
    """The table's rows in the order of the houses."""
    of_all, nothing = gettext("%(number)s из %(all)s"), HouseTally()
    rows = []
    for house in houses:
        tally = tallies.get(house.pk, nothing)
        rows.append(
            Row(
                url=house_url(house.pk),
                number=house.number,
                year=str(house.built_year or "—"),
                flats=str(house.flats or "—"),
                open=tally.open,
                filed=tally.filed,
                in_time=of_all % {"number": tally.in_time, "all": tally.answered}
                if tally.answered
                else "—",
            )
        )
    return rows


def district(area: AreaTally, *, now: datetime) -> dict[str, Any]:
    """A district page; nine statements at most."""
    name = area.district or ""
    return {
        "district": name,
        "now": now,
        "area": area,
        "people": District.objects.filter(name=name, inhabitants__isnull=False).first(),
        "streets": area_tallies.streets_of(name),
        "outages": _off(OutageHouse.objects.filter(house__district=name)),
        "points": points.told(points.open_in(name)[:POINTS]),
        "lines": medians(area),
    }


def medians(area: AreaTally | None) -> Sequence[Line]:
    """The area beside the city; nothing before the first counting."""
    city = area_tallies.of_city()
    if area is None or city is None:
        return ()
    return [
        Line(name, *neighbours.median(area, name), *neighbours.median(city, name))
        for name in _MEASURES
    ]


def _off(houses: QuerySet[OutageHouse]) -> list[Outage]:
    """Outages that are not over and touch these houses, the latest begun first; two statements.

    Walks what is open alone (`outage_house_open`), however many houses the area has.
    """
    here = houses.filter(ended_at__isnull=True).order_by().values_list("outage", flat=True)
    touching = list(here.distinct())
    if not touching:
        return []
    rows = Outage.objects.filter(pk__in=touching, ended_at__isnull=True)
    rows = rows.select_related("organisation", "incident").order_by("-starts_at", "-id")
    return list(rows[:OUTAGES])
