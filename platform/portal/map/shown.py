"""What a viewport shows: groups, single appeals, sums; once for the picture and once for the live map."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, product
from math import hypot
from typing import Any

from appeals import masking, tiles
from appeals.insight.map import counting, finding, grid
from appeals.insight.map.choice import Choice
from appeals.models import Appeal
from appeals.tiles import Range, Window
from design import statuses
from portal.map.asked import Asked

# From this zoom on appeals stand one by one, while there are no more than so many of them.
CLOSE, SINGLES = 15, 150
# From this zoom on every group is one place, and its list can be asked for.
PLACES = 17
# Rings closer than that many pixels would cover each other.
_REACH = 56


@dataclass(frozen=True, slots=True)
class Group:
    """Several appeals, or one whose card is not told from so far."""

    latitude: float
    longitude: float
    red: int
    green: int
    strict: int
    place: int | None = None

    @property
    def tone(self) -> str:
        """The shape of a single one; empty for a ring."""
        if self.red + self.green > 1:
            return ""
        return "strict" if self.strict else "work" if self.red else "done"


@dataclass(frozen=True, slots=True)
class Single:
    """One appeal that can be opened."""

    latitude: float
    longitude: float
    tone: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class View:
    """All of a viewport."""

    window: Window
    groups: list[Group]
    singles: list[Single]

    @property
    def red(self) -> int:
        """In work."""
        return sum(group.red for group in self.groups) + sum(
            single.tone != "done" for single in self.singles
        )

    @property
    def green(self) -> int:
        """Done."""
        return sum(group.green for group in self.groups) + sum(
            single.tone == "done" for single in self.singles
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.red + self.green

    def compact(self) -> dict[str, Any]:
        """For the live map: rows of numbers, five digits of a degree."""
        return {
            "groups": [
                [
                    round(group.latitude, 5),
                    round(group.longitude, 5),
                    group.red,
                    group.green,
                    group.strict,
                    group.place,
                ]
                for group in self.groups
            ],
            "singles": [
                [
                    round(single.latitude, 5),
                    round(single.longitude, 5),
                    single.tone,
                    single.number,
                    single.words,
                ]
                for single in self.singles
            ],
            "red": self.red,
            "green": self.green,
        }


def view(asked: Asked, today: date) -> View:
    """What stands in the viewport now.

    Raises:
        TooMuch: the viewport is larger than any screen.
    """
    window, choice = asked.window(), asked.choice(today)
    ranges, level = window.ranges(), grid.level_at(window.zoom)
    found = counting.groups(ranges, level, choice)
    few = window.zoom >= CLOSE and 0 < sum(group.total for group in found) <= SINGLES
    if few and finding.within_reach(ranges, grid.stored(window.zoom)):
        return _close(window, ranges, choice)
    finest = level == grid.LEVELS[-1]
    groups = []
    for group in found if window.zoom >= PLACES else apart(found, window.zoom):
        latitude, longitude = tiles.point(group.x * tiles.PIXELS, group.y * tiles.PIXELS, 0)
        place = group.cell if finest else None
        groups.append(Group(latitude, longitude, group.red, group.green, group.strict, place))
    return View(window, groups, [])


def apart(found: list[counting.Group], zoom: int) -> list[counting.Group]:
    """The same appeals in groups that do not cover each other: a small one joins a large neighbour."""
    side = tiles.PIXELS * 2**zoom
    standing: dict[tuple[int, int], list[counting.Group]] = defaultdict(list)
    for group in sorted(found, key=lambda group: (-group.total, group.cell)):
        column, row = int(group.x * side / _REACH), int(group.y * side / _REACH)
        near = [
            (hypot(other.x - group.x, other.y - group.y) * side, place, other)
            for place in product(range(column - 1, column + 2), range(row - 1, row + 2))
            for other in standing.get(place, ())
        ]
        distance, place, other = min(near, key=lambda one: one[0], default=(_REACH, None, None))
        if place is None or other is None or distance >= _REACH:
            standing[(column, row)].append(group)
            continue
        standing[place].remove(other)
        standing[place].append(
            replace(
                other,
                red=other.red + group.red,
                green=other.green + group.green,
                strict=other.strict + group.strict,
            )
        )
    return sorted(chain.from_iterable(standing.values()), key=lambda group: group.cell)


def rows(asked: Asked, today: date, size: int) -> list[Appeal]:
    """The last changed of the viewport, or of the one place that is asked for."""
    window, choice = asked.window(), asked.choice(today)
    if asked.place is not None:
        shift = grid.shift(grid.LEVELS[-1])
        place = (asked.place << shift, (asked.place + 1) << shift)
        return finding.latest([place], grid.LEVELS[-1], choice, size, asked.after)
    level = grid.stored(window.zoom)
    return finding.latest(window.ranges(), level, choice, size, asked.after)


def _close(window: Window, ranges: list[Range], choice: Choice) -> View:
    """Every appeal by itself; those of one house are one group, no zoom would part them."""
    places: dict[int, list[Appeal]] = defaultdict(list)
    for appeal in finding.singles(ranges, choice, SINGLES):
        if appeal.qk is not None:
            places[appeal.qk].append(appeal)
    groups, singles = [], []
    for qk, here in sorted(places.items()):
        first = here[0]
        latitude, longitude = first.latitude or 0.0, first.longitude or 0.0
        if len(here) == 1:
            singles.append(_single(first, latitude, longitude))
            continue
        red = [appeal for appeal in here if appeal.colour == "red"]
        strict = sum(appeal.control_level > 0 for appeal in red)
        place = qk >> grid.shift(grid.LEVELS[-1])
        groups.append(Group(latitude, longitude, len(red), len(here) - len(red), strict, place))
    return View(window, groups, singles)


def _single(appeal: Appeal, latitude: float, longitude: float) -> Single:
    look = statuses.for_residents(appeal.status, appeal.control_level)
    where = masking.masked(appeal.shown_address or appeal.shown_landmark)
    words = ", ".join(part for part in (appeal.category.name, where, look.word) if part)
    return Single(latitude, longitude, look.tone, appeal.latin_number, words)
