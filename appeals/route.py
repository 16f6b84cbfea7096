"""In which order a crew drives: what breaches first, and no detours between the rest.

Pure. Stops are sorted into tiers by urgency; within a tier the shortest open path is looked for:
the nearest neighbour first, then 2-opt until no exchange shortens it. Each tier's path begins where
the one before it ended. Stops without a place keep their order of urgency at their tier's end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from appeals import nearby

# A clock that runs out within this goes before everything that can wait.
PRESSING = timedelta(hours=3)
_ROUNDS = 20  # 2-opt settles in two or three; the bound is for nobody's malice


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Stop:
    """A task on the way: which, where, and until when."""

    key: int
    place: Point | None
    due_at: datetime | None = None


def metres(here: Point, there: Point) -> float:
    """How far as the crow flies; good to a percent within a city."""
    return nearby.metres((here.latitude, here.longitude), (there.latitude, there.longitude))


def ordered(stops: Sequence[Stop], *, start: Point | None, now: datetime) -> list[Stop]:
    """All stops in the order to drive; without `start` the most urgent one is where it begins."""
    way: list[Stop] = []
    here = start
    for tier in _tiers(stops, now):
        placed = [stop for stop in tier if stop.place is not None]
        path = _shortened(_nearest_first(placed, here), here)
        way += path + [stop for stop in tier if stop.place is None]
        if path:
            here = path[-1].place
    return way


def length(stops: Sequence[Stop], start: Point | None = None) -> float:
    """Metres along the stops in this order."""
    places = [stop.place for stop in stops if stop.place is not None]
    whole = [start, *places] if start else places
    return sum(metres(here, there) for here, there in pairwise(whole))


def _tiers(stops: Sequence[Stop], now: datetime) -> list[list[Stop]]:
    """Breached, pressing, the rest; each by urgency."""
    late: list[Stop] = []
    soon: list[Stop] = []
    rest: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: (stop.due_at is None, stop.due_at or now, stop.key)):
        if stop.due_at is None or stop.due_at > now + PRESSING:
            rest.append(stop)
        else:
            (late if stop.due_at <= now else soon).append(stop)
    return [late, soon, rest]


def _nearest_first(stops: list[Stop], start: Point | None) -> list[Stop]:
    left = list(stops)
    path = [] if start is not None or not left else [left.pop(0)]
    while left:
        here = _place(path[-1]) if path or start is None else start
        nearest = _nearest(left, here)
        left.remove(nearest)
        path.append(nearest)
    return path


def _nearest(stops: list[Stop], here: Point) -> Stop:
    return min(stops, key=lambda stop: (metres(here, _place(stop)), stop.key))


def _shortened(path: list[Stop], start: Point | None) -> list[Stop]:
    """2-opt: turn a stretch round wherever that makes the way shorter."""
    first = 0 if start is not None else 1
    for _round in range(_ROUNDS):
        before = length(path, start)
        for i in range(first, len(path) - 1):
            for j in range(i + 1, len(path)):
                turned = path[:i] + path[i : j + 1][::-1] + path[j + 1 :]
                if length(turned, start) < length(path, start) - 1:
                    path = turned
        if length(path, start) >= before - 1:
            break
    return path


def _place(stop: Stop) -> Point:
    assert stop.place is not None  # noqa: S101 — only placed stops come here
    return stop.place
