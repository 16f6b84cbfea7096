"""Short distances inside one city, good to a metre in a kilometre. Pure."""

from __future__ import annotations

from math import cos, hypot, radians

METRES_A_DEGREE = 111_320.0


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points (latitude, longitude) lie apart."""
    shrink = cos(radians((one[0] + other[0]) / 2))
    return METRES_A_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * shrink)
