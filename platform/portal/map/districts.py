"""Where a city's districts end, as the city told; nothing where it did not."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache

from appeals.models import District

Ring = list[list[float]]
_QUARTER = 900


@dataclass(frozen=True, slots=True)
class Boundary:
    """A district with its rings, points as [longitude, latitude]."""

    name: str
    rings: list[Ring]


def boundaries() -> list[Boundary]:
    """The districts whose boundary is known; kept for a quarter of an hour."""
    kept: list[Boundary] | None = cache.get("map:districts")
    if kept is None:
        kept = [
            Boundary(row.name, [ring for rings in row.boundary for ring in rings])
            for row in District.objects.exclude(boundary=[]).order_by("name")
        ]
        cache.set("map:districts", kept, _QUARTER)
    return kept


def told() -> list[dict[str, Any]]:
    """The same for the live map."""
    return [asdict(boundary) for boundary in boundaries()]


def rings() -> list[Ring]:
    """All boundaries, one after another."""
    return [ring for boundary in boundaries() for ring in boundary.rings]
