"""A viewport's groups: a handful of index ranges over cells, and the deltas not folded yet.

One statement, so of one moment: exact whatever is being folded meanwhile. Bounds stand in it as
numbers (they are ours, not a visitor's): with parameters the planner knows nothing of a range's size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from appeals.insight.map import grid
from appeals.insight.map.choice import Choice
from appeals.places import LEVEL
from appeals.tiles import Range
from tenants.isolation import scope

_SIDE = 1 << LEVEL


@dataclass(frozen=True, slots=True)
class Group:
    """The appeals of one square: how many, and where they are in the middle (0 to 1 of the world)."""

    cell: int
    red: int
    green: int
    strict: int
    x: float
    y: float

    @property
    def total(self) -> int:
        """In work and done."""
        return self.red + self.green


def groups(ranges: Sequence[Range], level: int, choice: Choice) -> list[Group]:
    """The squares of this level inside the ranges that hold something of what is chosen."""
    found = []
    for cell, red, green, strict, x, y in _rows(ranges, level, choice):
        weight = (red + green) * _SIDE
        shown = choice.shown(red, green, strict)
        if shown[0] + shown[1] > 0 and weight > 0:
            # Half a unit further: a code names a little square, its middle is the place.
            half = 0.5 / _SIDE
            found.append(Group(cell, *shown, x / weight + half, y / weight + half))
    return found


def total(ranges: Sequence[Range], level: int, choice: Choice) -> int:
    """How many appeals these are, whatever their square; `level`: as fine as the ranges are cut."""
    rows = _rows(ranges, level, choice)
    return sum(sum(choice.shown(red, green, strict)[:2]) for _, red, green, strict, _, _ in rows)


def _rows(
    ranges: Sequence[Range], level: int, choice: Choice
) -> Iterable[tuple[int, int, int, int, int, int]]:
    stored = grid.stored(level)
    themes = ", ".join(str(int(theme)) for theme in choice.categories or (0,))
    cells = [f"grain = '{choice.grain}'", f"level = {stored}", f"category_id IN ({themes})"]
    cells.append(_within("cell", ranges, grid.shift(stored)))
    deltas = [_within("qk", ranges, 0)]
    if choice.categories:
        deltas.append(f"category_id IN ({themes})")
    parameters: list[date | str] = []
    if choice.since is not None:
        cells.append("start >= %s")
        deltas.append("(registered_at AT TIME ZONE %s)::date >= %s")
        parameters = [choice.since, scope.require().time_zone, choice.since]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT cell, sum(red)::bigint, sum(green)::bigint, sum(strict)::bigint, "  # noqa: S608
            f"sum(x)::bigint, sum(y)::bigint FROM ("
            f"SELECT cell >> {2 * (stored - level)} AS cell, red, green, strict, x, y "
            f"FROM appeals_mapcell WHERE {' AND '.join(cells)} "
            f"UNION ALL SELECT qk >> {grid.shift(level)}, red, green, strict, "
            f"(red + green) * map_column(qk), (red + green) * map_column(qk >> 1) "
            f"FROM appeals_mapdelta WHERE {' AND '.join(deltas)}"
            f") counted GROUP BY cell",
            parameters,
        )
        rows: list[tuple[int, int, int, int, int, int]] = cursor.fetchall()
    return rows


def _within(column: str, ranges: Sequence[Range], shift: int) -> str:
    """The column inside one of the ranges, given as full codes, shortened by so many bits."""
    parts = [f"{column} >= {low >> shift} AND {column} < {high >> shift}" for low, high in ranges]
    return f"({' OR '.join(parts)})" if parts else "false"
