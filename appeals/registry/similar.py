"""Appeals that may be about the same trouble: of this house, or of the theme's neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from appeals.models import Category, House
from appeals.nearby import metres
from appeals.places import around

if TYPE_CHECKING:
    from appeals.models import Appeal
    from appeals.models.appeal import AppealQuerySet

# So many of a neighbourhood are looked at for the nearest; a street has not more open ones of a theme.
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """One open appeal and how far away it is; 0: the same house."""

    appeal: Appeal
    metres: int


def open_ones(
    among: AppealQuerySet, *, house: House, category: Category | None, most: int
) -> list[Likeness]:
    """Open appeals of this theme at this house or within the theme's radius, the nearest first.

    Without a theme all open ones of the house. One statement for the house (index `appeal_house`) and
    one for the neighbourhood where the theme has a radius (index `appeal_near`).
    """
    rows = _open(among)
    if category is not None:
        rows = rows.filter(category=category)
    here = [Likeness(row, 0) for row in rows.filter(house=house).order_by("-registered_at")[:most]]
    if category is None or not category.radius_m or len(here) >= most:
        return here
    if house.latitude is None or house.longitude is None:
        return here
    around_it = rows.exclude(house=house)
    near = _near(around_it, (house.latitude, house.longitude), category.radius_m)
    return [*here, *near][:most]


def near_point(
    among: AppealQuerySet, point: tuple[float, float], *, category: Category, most: int
) -> list[Likeness]:
    """The same around a pin that stands at no house; one statement."""
    if not category.radius_m:
        return []
    return _near(_open(among).filter(category=category), point, category.radius_m)[:most]


def _open(among: AppealQuerySet) -> AppealQuerySet:
    return among.open().select_related("category", "organisation")


def _near(rows: AppealQuerySet, point: tuple[float, float], radius_m: int) -> list[Likeness]:
    """Those within the radius, the nearest first."""
    latitude, longitude = point
    tiles = Q()
    for low, high in around(latitude, longitude, radius_m):
        tiles |= Q(qk__gte=low, qk__lt=high)
    found = []
    for row in rows.filter(tiles)[:_LOOKED_AT]:
        away = _metres(latitude, longitude, row.latitude, row.longitude)
        if away <= radius_m:
            found.append(Likeness(row, max(1, round(away))))
    return sorted(found, key=lambda like: like.metres)


def _metres(lat: float, lon: float, other_lat: float | None, other_lon: float | None) -> float:
    """Between two points of one city; far where a point is missing."""
    if other_lat is None or other_lon is None:
        return float("inf")
    return metres((lat, lon), (other_lat, other_lon))
