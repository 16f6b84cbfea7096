"""Boundaries of districts as a city gives them, with no more points than a map can show."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from appeals.registry import areas
from appeals.registry.areas import Point, Ring
from appeals.registry.tables import BadFile

# About twenty metres: less than a pixel from as far off as a district is seen whole.
_TOLERANCE = 0.0002
# Five digits of a degree are a metre.
_DIGITS = 5
_NAMES = ("district", "name", "NAME", "name:ru", "title")
_KINDS = {"район", "муниципальный", "внутригородской", "округ", "город", "г."}


@dataclass(frozen=True, slots=True)
class Outline:
    """A district's name as the city says it, and its polygons: each an outer ring and its holes."""

    name: str
    polygons: list[list[list[list[float]]]]


def read(text: str, *, known: Collection[str] = ()) -> list[Outline]:
    """The districts of a GeoJSON collection; a known name stays, others lose their «район».

    Raises:
        BadFile: with a sentence for people.
    """
    try:
        features = json.loads(text)["features"]
        named = [(_name(feature["properties"]), feature["geometry"]) for feature in features]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadFile(
            "Границы не читаются: нужен GeoJSON, где у каждого района есть название."
        ) from error
    if not named or not all(name for name, _ in named):
        raise BadFile("У каждого района должно быть название: district или name.")
    return [
        Outline(
            name if name in known else _plain(name),
            [[_thinned(ring) for ring in rings] for rings in areas.read(json.dumps(shape))],
        )
        for name, shape in named
    ]


def _plain(name: str) -> str:
    """The name without what kind of thing it is: «Вахитовский район» → «Вахитовский»."""
    return " ".join(word for word in name.split() if word.lower() not in _KINDS) or name


def _name(properties: dict[str, object]) -> str:
    return next((str(properties[key]).strip() for key in _NAMES if properties.get(key)), "")


def _thinned(ring: Ring) -> list[list[float]]:
    """The ring without the points that change nothing one can see (Douglas–Peucker)."""
    points = list(ring)
    kept = {0, len(points) - 1}
    spans = [(0, len(points) // 2), (len(points) // 2, len(points) - 1)]
    kept.add(len(points) // 2)
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        farthest = max(
            range(first + 1, last), key=lambda i: _aside(points[i], points[first], points[last])
        )
        if _aside(points[farthest], points[first], points[last]) > _TOLERANCE:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [[round(value, _DIGITS) for value in points[index]] for index in sorted(kept)]


def _aside(point: Point, one: Point, other: Point) -> float:
    """How far a point lies from the line between two, in degrees; enough for what one can see."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)
