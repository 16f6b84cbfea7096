"""Houses inside an area drawn on a map: GeoJSON, polygons with their holes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from appeals.models import House
from appeals.registry.house_sets import HouseSet, chosen
from appeals.registry.tables import BadFile

Point = tuple[float, float]
Ring = Sequence[Point]
_MOST_POINTS = 20_000
_MOST_RINGS = 500


def of_area(text: str) -> HouseSet:
    """The houses whose points lie inside the area; one statement.

    Raises:
        BadFile: this is no GeoJSON with polygons.
    """
    polygons = read(text)
    points = [point for rings in polygons for point in rings[0]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    rows = House.objects.filter(
        latitude__range=(min(latitudes), max(latitudes)),
        longitude__range=(min(longitudes), max(longitudes)),
    ).select_related("street")
    found = HouseSet()
    for house in rows:
        if house.latitude is not None and house.longitude is not None:
            point = (house.longitude, house.latitude)
            if any(inside(point, rings) for rings in polygons):
                found.houses[house.pk] = chosen(house)
    return found


def read(text: str) -> list[list[Ring]]:
    """The polygons of a GeoJSON: each its outer ring and its holes, points as (longitude, latitude).

    Raises:
        BadFile: with a sentence for people.
    """
    try:
        told = json.loads(text)
        polygons = list(_polygons(told))
        size = sum(len(ring) for rings in polygons for ring in rings)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise BadFile("Область не читается: нужен GeoJSON с многоугольником.") from error
    if not polygons:
        raise BadFile("В файле нет ни одного многоугольника.")
    if size > _MOST_POINTS or sum(map(len, polygons)) > _MOST_RINGS:
        raise BadFile(f"Область слишком подробная: до {_MOST_POINTS} точек.")
    return polygons


def inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether the point lies in the outer ring and in none of the holes."""
    return _within(point, rings[0]) and not any(_within(point, hole) for hole in rings[1:])


def _within(point: Point, ring: Ring) -> bool:
    """An odd number of sides stand to the east of the point."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def _polygons(told: dict[str, Any]) -> Iterator[list[Ring]]:
    kind = told["type"]
    if kind == "FeatureCollection":
        for feature in told["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(told["geometry"])
    elif kind == "Polygon":
        yield _rings(told["coordinates"])
    elif kind == "MultiPolygon":
        for rings in told["coordinates"]:
            yield _rings(rings)


def _rings(told: Any) -> list[Ring]:
    rings: list[Ring] = [[(float(point[0]), float(point[1])) for point in ring] for ring in told]
    if not rings or any(len(ring) < 3 for ring in rings):
        raise ValueError("a ring needs three points")
    if any(abs(x) > 180 or abs(y) > 90 for ring in rings for x, y in ring):
        raise ValueError("not degrees")
    return rings
