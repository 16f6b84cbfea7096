"""The plan of a demonstration city: its areas, streets, organisations, read from a data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("cities")


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a district with its streets and the company that manages its houses."""

    name: str
    district: str
    latitude: float
    longitude: float
    radius_km: float
    company: str
    floors: tuple[int, int]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A subscriber organisation of the city."""

    slug: str
    name: str
    services: tuple[str, ...]
    terms: dict[str, str] = field(default_factory=dict)
    crews: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CityPlan:
    """Everything that makes a demonstration city."""

    schema: str
    order: dict[str, Any]
    area_code: str
    houses: int
    per_day: int
    areas: tuple[Area, ...]
    subscribers: tuple[Subscriber, ...]

    @property
    def name(self) -> str:
        """The city's name."""
        return str(self.order["name"])


@lru_cache(maxsize=1)
def plans() -> tuple[CityPlan, ...]:
    """The demonstration cities, Пенза first."""
    return tuple(_read(_FOLDER / f"{name}.toml") for name in ("penza", "kazan", "sevastopol"))


def _read(path: Path) -> CityPlan:
    with path.open("rb") as file:
        raw = tomllib.load(file)
    ordered = ("name", "region", "code", "latin_code", "time_zone", "latitude", "longitude",
               "population", "branding")  # fmt: skip
    return CityPlan(
        schema=raw["schema"],
        order={name: raw[name] for name in ordered},
        area_code=raw["area_code"],
        houses=raw["houses"],
        per_day=raw["per_day"],
        areas=tuple(
            Area(**{**area, "floors": tuple(area["floors"]), "streets": tuple(area["streets"])})
            for area in raw["area"]
        ),
        subscribers=tuple(
            Subscriber(
                slug=row["slug"],
                name=row["name"],
                services=tuple(row["services"]),
                terms=row.get("terms", {}),
                crews=tuple(row.get("crews", ())),
            )
            for row in raw["organisation"]
        ),
    )
