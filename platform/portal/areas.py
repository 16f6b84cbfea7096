"""Streets and districts: their houses, what is off there, what comes back, from counted rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals.house_words import order
from appeals.insight import area_tallies
from appeals.models import AreaTally, District, House, HouseTally, Outage, Street
from portal import neighbours, points

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


def street(found: Street, *, now: datetime) -> dict[str, Any]:
    """A street page; eight statements at most."""
    houses = list(
        House.objects.filter(street=found)
        .select_related("tally")
        .defer("facts", "street", "normal_number")
    )
    houses.sort(key=lambda house: order(house.number))
    area = area_tallies.of_street(found.pk)
    rows = [(house, getattr(house, "tally", None) or HouseTally()) for house in houses]
    return {
        "street": found,
        "now": now,
        "rows": rows,
        "districts": sorted({house.district for house in houses if house.district}),
        "open": sum(tally.open for _, tally in rows),
        "filed": sum(tally.filed for _, tally in rows),
        "outages": _off(house__street=found.pk),
        "points": points.of_places([house.pk for house in houses]),
        "lines": medians(area),
        "area": area,
    }


def district(area: AreaTally, *, now: datetime) -> dict[str, Any]:
    """A district page; eight statements at most."""
    name = area.district or ""
    return {
        "district": name,
        "now": now,
        "area": area,
        "people": District.objects.filter(name=name, inhabitants__isnull=False).first(),
        "streets": area_tallies.streets_of(name),
        "outages": _off(house__district=name),
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


def _off(**where: Any) -> list[Outage]:
    """Outages that are not over and touch these houses, the latest begun first.

    Walks what is open alone (`outage_house_open`), however many houses the area has.
    """
    here = {f"houses__{name}": value for name, value in where.items()}
    ids = Outage.objects.filter(
        ended_at__isnull=True, houses__ended_at__isnull=True, **here
    ).values("pk")
    rows = Outage.objects.filter(pk__in=ids).select_related("organisation", "incident")
    return list(rows.order_by("-starts_at", "-id")[:OUTAGES])
