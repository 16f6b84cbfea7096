"""Tiles: the Web-Mercator squares that map pictures and map cells are cut into; pure arithmetic.

A tile of zoom z is one of 2^z × 2^z squares, 256 pixels wide on a screen; a cell of level l is one
of 2^l × 2^l. Both are ranges of Morton codes (`appeals.places`), so both are ranges of an index.
"""

from dataclasses import dataclass
from math import asinh, atan, degrees, pi, radians, sinh, tan

from appeals.places import LEVEL, interleaved

PIXELS = 256
_LATITUDE_LIMIT = 85.05112878

Range = tuple[int, int]


def pixel(latitude: float, longitude: float, zoom: float) -> tuple[float, float]:
    """Where a WGS84 point lies on the world's picture at this zoom."""
    side = PIXELS * 2**zoom
    latitude = max(-_LATITUDE_LIMIT, min(_LATITUDE_LIMIT, latitude))
    x = (longitude + 180.0) / 360.0 * side
    return x, (1.0 - asinh(tan(radians(latitude))) / pi) / 2.0 * side


def point(x: float, y: float, zoom: float) -> tuple[float, float]:
    """The latitude and longitude of a place of the world's picture at this zoom."""
    side = PIXELS * 2**zoom
    return degrees(atan(sinh(pi * (1.0 - 2.0 * y / side)))), x / side * 360.0 - 180.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees."""

    south: float
    west: float
    north: float
    east: float

    @property
    def middle(self) -> tuple[float, float]:
        """The latitude and longitude halfway."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2


@dataclass(frozen=True, slots=True)
class Window:
    """Whole tiles of one zoom, first and last column and row: what is answered for a viewport."""

    zoom: int
    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, box: Box, zoom: int) -> "Window":
        """The tiles that the rectangle touches."""
        last = 2**zoom - 1

        def tile(value: float) -> int:
            return max(0, min(last, int(value // PIXELS)))

        left, top = pixel(box.north, box.west, zoom)
        right, bottom = pixel(box.south, box.east, zoom)
        return cls(zoom, tile(left), tile(top), tile(right), tile(bottom))

    @classmethod
    def across(
        cls, latitude: float, longitude: float, zoom: int, size: tuple[int, int]
    ) -> "Window":
        """The tiles of a picture of this many pixels around a point."""
        return cls.around(box_of(latitude, longitude, zoom, size), zoom)

    @property
    def columns(self) -> int:
        """How many tiles stand side by side."""
        return self.right - self.left + 1

    @property
    def rows(self) -> int:
        """How many tiles stand one below another."""
        return self.bottom - self.top + 1

    @property
    def box(self) -> Box:
        """The same in degrees."""
        north, west = point(self.left * PIXELS, self.top * PIXELS, self.zoom)
        south, east = point((self.right + 1) * PIXELS, (self.bottom + 1) * PIXELS, self.zoom)
        return Box(south, west, north, east)

    def ranges(self) -> list[Range]:
        """Its Morton codes as few ranges as there are, in order."""
        shift = 2 * (LEVEL - self.zoom)
        codes = sorted(
            interleaved(x, y)
            for x in range(self.left, self.right + 1)
            for y in range(self.top, self.bottom + 1)
        )
        found: list[Range] = []
        for code in codes:
            low, high = code << shift, (code + 1) << shift
            if found and found[-1][1] == low:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
        return found


def box_of(latitude: float, longitude: float, zoom: float, size: tuple[int, int]) -> Box:
    """What a picture of this many pixels around a point shows."""
    x, y = pixel(latitude, longitude, zoom)
    width, height = size
    north, west = point(x - width / 2, y - height / 2, zoom)
    south, east = point(x + width / 2, y + height / 2, zoom)
    return Box(south, west, north, east)


def fitting(box: Box, size: tuple[int, int], *, most: int = 16) -> int:
    """The closest zoom at which the whole rectangle fits into so many pixels."""
    for zoom in range(most, 0, -1):
        left, top = pixel(box.north, box.west, zoom)
        right, bottom = pixel(box.south, box.east, zoom)
        if right - left <= size[0] and bottom - top <= size[1]:
            return zoom
    return 0
