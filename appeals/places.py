"""Points on the map as one number, so that any tile is one range of an index."""

from math import asinh, pi, radians, tan

LEVEL = 24
_SIDE = 1 << LEVEL
_LATITUDE_LIMIT = 85.05112878


def morton(latitude: float, longitude: float) -> int:
    """The Morton code of a WGS84 point: 24 bits of Web-Mercator x and y, interleaved."""
    latitude = max(-_LATITUDE_LIMIT, min(_LATITUDE_LIMIT, latitude))
    x = int((longitude + 180.0) / 360.0 * _SIDE)
    y = int((1.0 - asinh(tan(radians(latitude))) / pi) / 2.0 * _SIDE)
    return _spread(_clamped(x)) | _spread(_clamped(y)) << 1


def _clamped(value: int) -> int:
    return max(0, min(_SIDE - 1, value))


def _spread(value: int) -> int:
    """The 24 bits of a number with a gap after each."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555
