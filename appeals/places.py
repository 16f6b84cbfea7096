"""Points on the map as one number, so that any tile is one range of an index."""

from math import asinh, cos, pi, radians, tan

LEVEL = 24
_SIDE = 1 << LEVEL
_LATITUDE_LIMIT = 85.05112878


def morton(latitude: float, longitude: float) -> int:
    """The Morton code of a WGS84 point: 24 bits of Web-Mercator x and y, interleaved."""
    return interleaved(*_cell(latitude, longitude))


def interleaved(x: int, y: int) -> int:
    """The Morton code of a column and a row."""
    return _spread(x) | _spread(y) << 1


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    latitude = max(-_LATITUDE_LIMIT, min(_LATITUDE_LIMIT, latitude))
    x = int((longitude + 180.0) / 360.0 * _SIDE)
    y = int((1.0 - asinh(tan(radians(latitude))) / pi) / 2.0 * _SIDE)
    return _clamped(x), _clamped(y)


def _clamped(value: int) -> int:
    return max(0, min(_SIDE - 1, value))


def _spread(value: int) -> int:
    """The 24 bits of a number with a gap after each."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555


def around(latitude: float, longitude: float, radius_m: float) -> list[tuple[int, int]]:
    """Ranges of Morton codes, at most four, whose tiles hold every point within the radius.

    The tiles are so large that the circle touches no more than two of them each way.
    """
    metres = 40_075_017 * cos(radians(latitude)) / _SIDE
    reach = int(max(1.0, radius_m / metres)) + 1
    shift = (2 * reach).bit_length()
    x, y = _cell(latitude, longitude)
    tiles = {
        (_clamped(x + dx) >> shift, _clamped(y + dy) >> shift)
        for dx in (-reach, reach)
        for dy in (-reach, reach)
    }
    ranges = []
    for tile_x, tile_y in sorted(tiles):
        low = interleaved(tile_x, tile_y) << 2 * shift
        ranges.append((low, low + (1 << 2 * shift)))
    return ranges
