"""A sketch of the day's way: numbered points, the line between them, names, a scale. No map tiles.

It is drawn from the tasks alone, so that it stands on the phone when there is no connection. North
is up. All numbers are whole units of a view box of WIDTH × HEIGHT.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians

from appeals.nearby import METRES_A_DEGREE
from appeals.route import Point

WIDTH, HEIGHT = 328, 300
_MARGIN = 34
_SMALLEST_METRES = 400
_LETTER, _LINE = 7, 16  # how much room a letter of a name takes
_SCALES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop as it is drawn: where, its number on the way, its name and where that stands."""

    x: int
    y: int
    number: int
    name: str = ""
    name_x: int = 0
    name_y: int = 0
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything the drawing needs."""

    marks: Sequence[Mark]
    start: Mark | None
    line: str
    scale: int
    scale_metres: int

    @property
    def scale_words(self) -> str:
        """`500 м` or `2 км`."""
        if self.scale_metres < 1000:
            return f"{self.scale_metres} м"
        return f"{self.scale_metres // 1000} км"


def draw(stops: Sequence[tuple[int, Point, str]], start: Point | None) -> Sketch | None:
    """Stops as (number, place, name) in the order to drive; None when there is nothing to draw."""
    if not stops:
        return None
    places = [place for _number, place, _name in stops] + ([start] if start else [])
    put, unit = _projection(places)
    taken: list[tuple[int, int, int, int]] = []
    dots = [(number, *put(place), name) for number, place, name in stops]
    taken += [(x - 14, y - 14, x + 14, y + 14) for _number, x, y, _name in dots]
    marks = [_named(number, x, y, name, taken) for number, x, y, name in dots]
    begin = Mark(*put(start), number=0) if start else None
    way = ([(begin.x, begin.y)] if begin else []) + [(mark.x, mark.y) for mark in marks]
    metres = max((m for m in _SCALES if m / unit <= WIDTH / 3), default=_SCALES[0])
    return Sketch(
        marks=marks,
        start=begin,
        line=" ".join(f"{x},{y}" for x, y in way),
        scale=round(metres / unit),
        scale_metres=metres,
    )


def _projection(places: Sequence[Point]) -> tuple[Callable[[Point], tuple[int, int]], float]:
    """From degrees to the drawing, and how many metres one of its units is."""
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    narrow = cos(radians((south + north) / 2))
    across = max((east - west) * METRES_A_DEGREE * narrow, _SMALLEST_METRES)
    up = max((north - south) * METRES_A_DEGREE, _SMALLEST_METRES)
    unit = max(across / (WIDTH - 2 * _MARGIN), up / (HEIGHT - 2 * _MARGIN))
    middle = Point((south + north) / 2, (west + east) / 2)

    def put(place: Point) -> tuple[int, int]:
        x = (place.longitude - middle.longitude) * METRES_A_DEGREE * narrow / unit
        y = (place.latitude - middle.latitude) * METRES_A_DEGREE / unit
        return round(WIDTH / 2 + x), round(HEIGHT / 2 - y)

    return put, unit


def _named(number: int, x: int, y: int, name: str, taken: list[tuple[int, int, int, int]]) -> Mark:
    """The name where it covers nothing: right, left, below, above; nowhere if none is free."""
    width = len(name) * _LETTER
    half = width // 2
    for left, top, at_x, at_y, anchor in (
        (x + 16, y - 8, x + 17, y + 5, "start"),
        (x - 16 - width, y - 8, x - 17, y + 5, "end"),
        (x - half, y + 14, x, y + 28, "middle"),
        (x - half, y - 30, x, y - 18, "middle"),
    ):
        box = (left, top, left + width, top + _LINE)
        inside = left >= 0 and left + width <= WIDTH and top >= 0 and box[3] <= HEIGHT
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return Mark(x, y, number, name, at_x, at_y, anchor)
    return Mark(x, y, number)


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
