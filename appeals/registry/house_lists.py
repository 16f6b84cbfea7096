"""What only the whole list of houses shows: repeated addresses, shared points, its middle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from appeals.registry.house_rows import HouseRow
from appeals.registry.problems import Problem

# So many houses of so many streets in one point: a geocoder's «somewhere in the city».
_CROWD_HOUSES, _CROWD_STREETS = 5, 3


def centre_of(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """The middle of most points; a few far ones do not move it."""
    found = list(points)
    if not found:
        return None
    return median(point[0] for point in found), median(point[1] for point in found)


def without_repeats(
    rows: Iterable[HouseRow], column: str = ""
) -> tuple[list[HouseRow], list[Problem]]:
    """One row for each house, the one that knows most; the others as refusals that name it.

    `column` is where the address stands.
    """
    by_key: dict[str, list[HouseRow]] = defaultdict(list)
    for row in rows:
        by_key[row.address.key].append(row)
    kept, problems = [], []
    for group in by_key.values():
        best = max(group, key=lambda row: (row.fullness, -row.line))
        kept.append(best)
        for row in group:
            if row is not best:
                sentence = _repeats(row, best)
                problems.append(
                    Problem(row.line, "repeated", sentence, True, column, row.source_address)
                )
    return kept, problems


def _repeats(row: HouseRow, best: HouseRow) -> str:
    sentence = f"Тот же дом, что в строке {best.line} ({best.source_address})"
    if row.company and best.company and row.company != best.company:
        sentence += f"; там {best.company}, здесь {row.company}"
    return f"{sentence}: взята строка {best.line}, она полнее."


def crowded(rows: Iterable[HouseRow], column: str = "") -> list[Problem]:
    """Remarks for houses whose point is shared by many houses of different streets.

    `column` is where the point stands.
    """
    by_point: dict[tuple[float, float], list[HouseRow]] = defaultdict(list)
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            by_point[row.latitude, row.longitude].append(row)
    problems: list[Problem] = []
    for point, group in by_point.items():
        streets = {row.address.street.key for row in group if row.address.street}
        if len(group) >= _CROWD_HOUSES and len(streets) >= _CROWD_STREETS:
            sentence = (
                f"Эта точка стоит у {len(group)} домов на {len(streets)} улицах: уточните её."
            )
            problems.extend(
                Problem(
                    row.line, "shared_point", sentence, False, column, f"{point[0]}; {point[1]}"
                )
                for row in group
            )
    return problems
