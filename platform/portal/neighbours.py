"""A house beside its street, its district and the city: medians, each with how many houses it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from appeals.insight import area_tallies
from appeals.models import AreaTally, House

AREAS = ("street", "district", "city")
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Year:
    """A house's public appeals of twelve months."""

    filed: int
    answered: int
    in_time: int
    returned: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One area's median: of so many houses; None where there is none."""

    area: str
    value: float | None
    houses: int


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: this house's value, its own numerator and denominator, the areas' medians.

    `than_city`: more, less, same, or empty where there is nothing to compare.
    """

    measure: str
    value: float | None
    part: int
    whole: int
    cells: Sequence[Cell]
    than_city: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table with the areas it speaks of and when they were counted."""

    lines: Sequence[Line]
    houses: Sequence[Cell]
    counted_at: datetime | None


def of_house(house: House, year: Year, off: timedelta) -> Comparison:
    """This house's numbers of the moment beside the medians; one statement."""
    areas = area_tallies.around(house)
    flats = house.flats or 0
    lines = []
    if flats:
        lines.append(_line(areas, "per_hundred", year.filed * 100 / flats, year.filed, flats))
    else:
        lines.append(_line(areas, "filed", float(year.filed), year.filed, 0))
    lines.append(_line(areas, "off", off.total_seconds() / _HOUR, 0, 0))
    for measure, part in (("in_time", year.in_time), ("returned", year.returned)):
        share = part / year.answered if year.answered else None
        lines.append(_line(areas, measure, share, part, year.answered))
    return Comparison(
        lines,
        [Cell(name, None, areas[name].houses) for name in AREAS if name in areas],
        max((area.counted_at for area in areas.values()), default=None),
    )


def median(area: AreaTally, measure: str) -> tuple[float | None, int]:
    """An area's median of a measure, and of how many houses it was taken."""
    match measure:
        case "per_hundred":
            return area.per_hundred_median, area.with_flats
        case "off":
            seconds = area.off_median_seconds
            return (None if seconds is None else seconds / _HOUR), area.houses
        case "in_time":
            return area.in_time_median, area.with_answers
        case "returned":
            return area.returned_median, area.with_answers
        case _:
            return area.filed_median, area.houses


def _line(
    areas: dict[str, AreaTally], measure: str, value: float | None, part: int, whole: int
) -> Line:
    cells = [
        Cell(name, *(median(areas[name], measure) if name in areas else (None, 0)))
        for name in AREAS
    ]
    city = cells[-1].value
    than = ""
    if value is not None and city is not None:
        near = abs(value - city) < 0.05 * max(abs(city), abs(value))
        than = "same" if near or value == city else "more" if value > city else "less"
    return Line(measure, value, part, whole, cells, than)
