"""The cities of Russia an application may name: facts of a file, no table (README.md tells the source)."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "cities.csv"
SHOWN = 12
_DASHES = str.maketrans("-–—", "   ")


@dataclass(frozen=True, slots=True)
class Place:
    """A city as the directory knows it; `fias` tells it from every other."""

    name: str
    region: str
    time_zone: str
    latitude: float
    longitude: float
    population: int
    oktmo: str
    fias: str

    @property
    def label(self) -> str:
        """The name with the region, which tells twins apart; a city that is a region is named once."""
        return self.name if self.name == self.region else f"{self.name}, {self.region}"


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """All of them, by name."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(
                row["name"],
                row["region"],
                row["time_zone"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["population"]),
                row["oktmo"],
                row["fias"],
            )
            for row in csv.DictReader(file)
        )


def find(typed: str, *, most: int = SHOWN) -> list[Place]:
    """Cities of which a word begins so: first the name itself, the larger first.

    What stands after a comma asks for a region: «киров, кал» finds Киров of the Калужская область.
    """
    wanted, _, region = (part.strip() for part in _folded(typed).partition(","))
    if not wanted:
        return []
    fit = [
        (not name.startswith(wanted), -place.population, place)
        for name, of, place in _keys()
        if region in of and f" {wanted}" in f" {name}"
    ]
    return [place for *_, place in sorted(fit, key=lambda found: found[:2])[:most]]


def exactly(typed: str) -> Place | None:
    """The one city whose name, with or without its region, was typed; None when several fit, or none."""
    wanted, _, region = (part.strip() for part in _folded(typed).partition(","))
    fit = [place for name, of, place in _keys() if name == wanted and region in of]
    return fit[0] if len(fit) == 1 else None


def by_fias(key: str) -> Place | None:
    """The city with this key of the state register."""
    return _by_fias().get(key)


@lru_cache(maxsize=1)
def _by_fias() -> dict[str, Place]:
    return {place.fias: place for place in places()}


@lru_cache(maxsize=1)
def _keys() -> tuple[tuple[str, str, Place], ...]:
    return tuple((_folded(place.name), _folded(place.region), place) for place in places())


def _folded(text: str) -> str:
    """Lower case, ё as е, dashes and runs of spaces as one space, without «г.» before the name."""
    plain = text.lower().replace("ё", "е").translate(_DASHES).strip()
    return " ".join(plain.removeprefix("г.").removeprefix("город ").split())
