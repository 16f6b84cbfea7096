"""What lies under the map: the city's own tiles, or a plain picture of its houses and streets.

The plain one is drawn from the registry alone, as SVG, a tile at a time: no outside host, no data
but ours. Far off it is a texture of where houses stand; near by houses, their numbers and streets.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, Max, Min
from django.utils.html import escape

from appeals import tiles
from appeals.models import House, Street
from appeals.tiles import PIXELS, Box, Window
from tenants.isolation import scope

FIRST, LAST = 8, 19
# From here on every house is drawn, named streets and numbered houses follow.
HOUSES, STREETS, NUMBERS = 15, 15, 17
_DAY, _HOUR = 86_400, 3_600
_QUARTER = 900
# A texture of squares this wide; a tile holds 64 × 64 of them.
_SQUARE = 4
_MOST = 4_000
_MARGIN = 96
# Houses further apart than this many pixels of zoom 15 are not neighbours of one street.
_STEP_AT_15 = 90
_FIGURES = re.compile(r"\d{1,6}")
_LAND, _STREET, _HOUSE, _WORDS = "#f1f2f0", "#ffffff", "#d5d9d3", "#5d6570"


@dataclass(frozen=True, slots=True)
class Base:
    """Where a map's pictures come from and whose they are."""

    address: str
    credit: str

    def tile(self, zoom: int, x: int, y: int) -> str:
        """The address of one tile."""
        named = {"{z}": zoom, "{x}": x, "{y}": y}
        address = self.address
        for name, value in named.items():
            address = address.replace(name, str(value))
        return address


def of_city() -> Base:
    """The base that the city chose; the plain one when it chose none."""
    branding = scope.require().branding
    if branding.tiles_url:
        return Base(branding.tiles_url, branding.tiles_credit)
    return Base("/map/plain/{z}/{x}/{y}.svg", "")


def extent() -> Box:
    """The rectangle that holds the city's houses; without houses a few kilometres around it."""
    kept: Box | None = cache.get("map:extent")
    if kept is None:
        found = House.objects.aggregate(
            south=Min("latitude"), west=Min("longitude"),
            north=Max("latitude"), east=Max("longitude"),
        )  # fmt: skip
        kept = Box(**found) if None not in found.values() else _around(scope.require())
        cache.set("map:extent", kept, _QUARTER)
    return kept


def _around(city: scope.Tenant) -> Box:
    latitude, longitude = city.latitude or 55.75, city.longitude or 37.62
    return Box(latitude - 0.06, longitude - 0.1, latitude + 0.06, longitude + 0.1)


def picture(zoom: int, x: int, y: int) -> str:
    """One plain tile as SVG; what is near is kept an hour: there are too many to keep them long."""
    window = Window(zoom, x, y, x, y)
    if not _meets(window.box, extent()):
        return _svg([])
    key = f"map:plain:{zoom}/{x}/{y}"
    kept: str | None = cache.get(key)
    if kept is None:
        is_near = zoom >= HOUSES
        kept = _svg(_near(window) if is_near else _far(window))
        cache.set(key, kept, _HOUR if is_near else _DAY)
    return kept


def _meets(one: Box, other: Box) -> bool:
    return (
        one.south <= other.north
        and other.south <= one.north
        and one.west <= other.east
        and other.west <= one.east
    )


def _far(window: Window) -> list[str]:
    """Squares where houses stand."""
    squares = sorted(
        {
            (int(x) // _SQUARE * _SQUARE, int(y) // _SQUARE * _SQUARE)
            for x, y in _places(
                window, _inside(House.objects, window.box).values_list("latitude", "longitude")
            )
        }
    )
    path = "".join(f"M{x} {y}h{_SQUARE}v{_SQUARE}h-{_SQUARE}z" for x, y in squares)
    return [f'<path fill="{_HOUSE}" d="{path}"/>'] if path else []


def _near(window: Window) -> list[str]:
    """Streets, houses, numbers and names; what reaches over the edge stands in both tiles."""
    rows = list(
        _inside(House.objects, _wider(window, PIXELS))
        .order_by("street", "pk")
        .values_list("latitude", "longitude", "number", "street_id")[:_MOST]
    )
    houses = [
        _Spot(place, number, street)
        for place, (_, _, number, street) in zip(_places(window, rows), rows, strict=True)
    ]
    size = 6 if window.zoom < 17 else 12 if window.zoom < 18 else 20
    drawn, words = [], []
    for house in houses:
        x, y = house.place
        if _shows(x) and _shows(y):
            drawn.append(f"M{x - size / 2:.0f} {y - size / 2:.0f}h{size}v{size}h-{size}z")
            if window.zoom >= NUMBERS:
                words.append(_text(x, y + size / 2 + 9, house.number, 9))
    names = [
        _text(x, y, f"{street['kind']} {street['name']}".strip(), 12)
        for (x, y), street in _streets(window, {house.street for house in houses})
    ]
    return [
        f'<path fill="none" stroke="{_STREET}" stroke-width="{size}" stroke-linejoin="round" '
        f'd="{"".join(_lines(houses, window.zoom))}"/>',
        f'<path fill="{_HOUSE}" d="{"".join(drawn)}"/>',
        *words,
        *names,
    ]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A house in a tile, in pixels."""

    place: tuple[float, float]
    number: str
    street: int

    @property
    def order(self) -> int:
        """Its number without letters and parts."""
        found = _FIGURES.search(self.number)
        return int(found[0]) if found else 0


def _lines(houses: list[_Spot], zoom: int) -> Iterator[str]:
    """Streets as they run: halfway between one house and the next, so that both sides are one line."""
    longest = _STEP_AT_15 * 2 ** (zoom - HOUSES)
    for _, street in groupby(houses, key=lambda house: house.street):
        places = [house.place for house in sorted(street, key=lambda house: house.order)]
        last = None
        for (x1, y1), (x2, y2) in pairwise(places):
            if abs(x1 - x2) + abs(y1 - y2) > longest:
                last = None
                continue
            here = f"{(x1 + x2) / 2:.0f} {(y1 + y2) / 2:.0f}"
            yield f"L{here}" if last else f"M{here}"
            last = here


def _streets(window: Window, near: set[int]) -> list[tuple[tuple[float, float], dict[str, Any]]]:
    """Each street once, in the middle of its houses; asked only of those that run nearby."""
    box = _wider(window, _MARGIN)
    rows: Any = list(
        Street.objects.filter(pk__in=near)
        .annotate(
            latitude=Avg("houses__latitude"),
            longitude=Avg("houses__longitude"),
            size=Count("houses"),
        )
        .filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
        .order_by("-size", "pk")
        .values("kind", "name", "latitude", "longitude")[:40]
    )
    points = _places(window, [(row["latitude"], row["longitude"]) for row in rows])
    return list(zip(points, rows, strict=True))


def _inside(houses: Any, box: Box) -> Any:
    return houses.filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )


def _shows(value: float) -> bool:
    return -_MARGIN <= value <= PIXELS + _MARGIN


def _wider(window: Window, margin: int) -> Box:
    """The tile with a margin, so that no word and no line is cut at an edge."""
    left, top = window.left * PIXELS - margin, window.top * PIXELS - margin
    north, west = tiles.point(left, top, window.zoom)
    reach = PIXELS + 2 * margin
    south, east = tiles.point(left + reach, top + reach, window.zoom)
    return Box(south, west, north, east)


def _places(window: Window, rows: Iterable[Any]) -> list[tuple[float, float]]:
    """Where in the tile each point lies, in pixels."""
    found = []
    for latitude, longitude, *_ in rows:
        x, y = tiles.pixel(latitude, longitude, window.zoom)
        found.append((x - window.left * PIXELS, y - window.top * PIXELS))
    return found


def _text(x: float, y: float, words: str, size: int) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="middle" '
        f'fill="{_WORDS}" stroke="{_LAND}" stroke-width="3" paint-order="stroke" '
        f'font-family="system-ui,Roboto,Arial,sans-serif">{escape(words)}</text>'
    )


def _svg(parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PIXELS}" height="{PIXELS}" '
        f'viewBox="0 0 {PIXELS} {PIXELS}"><rect width="{PIXELS}" height="{PIXELS}" fill="{_LAND}"/>'
        f"{''.join(parts)}</svg>"
    )
