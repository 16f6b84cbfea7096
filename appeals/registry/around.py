"""The houses around a point: a phone's position, a pin on the map, the place of a photo."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from appeals.models import House
from appeals.nearby import METRES_A_DEGREE, metres

REACH_M = 300
# So many stand within the reach at most, in the densest of blocks.
_LOOKED_AT = 600


@dataclass(frozen=True, slots=True)
class NearHouse:
    """A house and how far from the point it stands."""

    id: int
    address: str
    district: str
    metres: int


def houses(
    latitude: float, longitude: float, *, most: int, reach_m: int = REACH_M
) -> list[NearHouse]:
    """The nearest houses of the city of the moment, the nearest first; one statement (`house_place`)."""
    up = reach_m / METRES_A_DEGREE
    aside = up / max(0.01, cos(radians(latitude)))
    rows = House.objects.filter(
        latitude__range=(latitude - up, latitude + up),
        longitude__range=(longitude - aside, longitude + aside),
    ).values_list("id", "address", "district", "latitude", "longitude")[:_LOOKED_AT]
    here = (latitude, longitude)
    found = [
        NearHouse(pk, address, district, round(metres(here, (lat or 0.0, lon or 0.0))))
        for pk, address, district, lat, lon in rows
    ]
    return sorted((each for each in found if each.metres <= reach_m), key=lambda each: each.metres)[
        :most
    ]
