"""Invented houses on real streets: a loose grid around each area's centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from random import Random

from django.db import connection

from appeals.demo.plan import Area, CityPlan
from appeals.models import House, Street
from appeals.registry.addresses import Address, parse
from appeals.registry.streets import search_form
from appeals.registry.wording import kinds

SOURCE = "демонстрационные данные"
_KM_PER_DEGREE = 111.32
_BETWEEN_HOUSES_KM = 0.055
_FROM_ROAD_KM = 0.03
_HOUSE_SERVICES = ("cold_water", "sewerage", "hot_water", "heating", "electricity", "gas", "waste")


@dataclass(frozen=True, slots=True)
class Built:
    """A house of an area."""

    house: House
    area: Area


def build(plan: CityPlan) -> list[Built]:
    """Streets and houses of the city, stored; the same for the same plan."""
    luck = Random(f"houses:{plan.schema}")  # noqa: S311 — a drawing, not a secret
    streets: dict[str, Street] = {}
    built: list[Built] = []
    taken: set[tuple[str, str]] = set()
    total = sum(len(area.streets) for area in plan.areas)
    for area in plan.areas:
        axis = luck.uniform(0, 90)
        for position, name in enumerate(area.streets):
            address = parse(f"{name}, д. 1" if _has_kind(name) else f"ул. {name}, д. 1")
            street = streets.setdefault(_key(address), _street(address))
            count = max(6, int(plan.houses / total * luck.uniform(0.6, 1.4)))
            points = _along(area, position, axis, count, luck)
            for number, latitude, longitude in points:
                house = _house(address, street, number, area, luck)
                house.latitude, house.longitude = round(latitude, 6), round(longitude, 6)
                key = (street.search, house.normal_number)
                if key not in taken:
                    taken.add(key)
                    built.append(Built(house, area))
    Street.objects.bulk_create(streets.values())
    House.objects.bulk_create([item.house for item in built], batch_size=2000)
    return built


def serve(built: list[Built], providers: dict[str, int], companies: dict[str, int]) -> None:
    """The matrix: resources from the city's networks, management from the area's company.

    `providers` is service → organisation, `companies` is name → organisation. A few houses have no
    company, low ones neither lift nor hot water. One statement for each service.
    """
    luck = Random("matrix")  # noqa: S311 — a drawing, not a secret
    for service, least in {**dict.fromkeys(_HOUSE_SERVICES, 0), "hot_water": 3, "lift": 6}.items():
        if service in providers:
            houses = [item.house for item in built if (item.house.floors or 1) >= least]
            _insert(service, houses, [providers[service]] * len(houses))
    managed = [item for item in built if luck.random() > 0.03]
    _insert(
        "management",
        [item.house for item in managed],
        [companies[item.area.company] for item in managed],
    )


def _insert(service: str, houses: list[House], owners: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO appeals_serving (house_id, service, organisation_id, source) "
            "SELECT n.house, %s, n.owner, %s FROM unnest(%s::bigint[], %s::bigint[]) "
            "AS n(house, owner)",
            [service, SOURCE, [house.pk for house in houses], owners],
        )


def _has_kind(name: str) -> bool:
    found = parse(f"{name}, д. 1").street
    return found is not None and found.kind != ""


def _key(address: Address) -> str:
    return address.street.key if address.street else ""


def _street(address: Address) -> Street:
    street = address.street
    if street is None:
        raise ValueError("a demonstration street without a name")
    return Street(kind=kinds()[street.kind].short, name=street.name, search=search_form(address))


def _along(
    area: Area, position: int, axis: float, count: int, luck: Random
) -> Iterator[tuple[str, float, float]]:
    """House numbers and points on both sides of one street of the area's grid."""
    rows = (len(area.streets) + 1) // 2
    across = (position // 2 + 0.5) / rows * 2 - 1 + luck.uniform(-0.06, 0.06)
    offset = area.radius_km * max(-0.95, min(0.95, across))
    half = sqrt(area.radius_km**2 - offset**2)
    angle = radians(axis + (90 if position % 2 else 0) + luck.uniform(-4, 4))
    step = min(_BETWEEN_HOUSES_KM, 2 * half / max(count / 2, 1))
    begin = -step * count / 4 + luck.uniform(-0.3, 0.3) * max(half - step * count / 4, 0)
    for place in range(count):
        side = 1 if place % 2 else -1
        along = begin + place // 2 * step + luck.uniform(-0.008, 0.008)
        aside = offset + side * (_FROM_ROAD_KM + luck.uniform(0, 0.012))
        east = along * cos(angle) - aside * sin(angle)
        north = along * sin(angle) + aside * cos(angle)
        yield (
            _number(place, luck),
            area.latitude + north / _KM_PER_DEGREE,
            area.longitude + east / (_KM_PER_DEGREE * cos(radians(area.latitude))),
        )


def _number(place: int, luck: Random) -> str:
    """Odd numbers on one side, even on the other; now and then a letter or a building."""
    number = place // 2 * 2 + (1 if place % 2 else 2)
    chance = luck.random()
    if chance < 0.06:
        return f"{number}а"
    if chance < 0.11:
        return f"{number}, к. {luck.randint(1, 2)}"
    return str(number)


def _house(address: Address, street: Street, number: str, area: Area, luck: Random) -> House:
    full = parse(f"{address.street.words if address.street else ''}, д. {number}")
    floors = luck.randint(*area.floors)
    per_floor = luck.choice((2, 3, 4, 4, 6, 8))
    flats = floors * per_floor * luck.randint(1, 4)
    if full.house is None:
        raise ValueError(f"a demonstration house without a number: {number}")
    return House(
        street=street,
        number=full.house.words.removeprefix("д. "),
        normal_number=full.house.key,
        address=full.words,
        district=area.district,
        built_year=luck.randint(1938, 1965) if floors < 4 else luck.randint(1962, 2023),
        floors=floors,
        flats=flats,
        area_m2=round(flats * luck.uniform(44, 62), 1),
        source=SOURCE,
    )
