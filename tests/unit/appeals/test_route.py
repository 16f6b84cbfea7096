"""The order in which a crew drives."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appeals import route
from appeals.route import Point, Stop

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BASE = Point(53.2, 45.0)
FAR = NOW + timedelta(days=1)


def stop(key: int, east_km: float = 0, north_km: float = 0, *, due_in_hours: float = 24) -> Stop:
    """A stop so far from the base."""
    place = Point(53.2 + north_km / 111.32, 45.0 + east_km / 66.7)
    return Stop(key, place, NOW + timedelta(hours=due_in_hours))


def keys(stops: list[Stop], start: Point | None = BASE) -> list[int]:
    return [each.key for each in route.ordered(stops, start=start, now=NOW)]


def test_a_kilometre_is_a_kilometre():
    assert route.metres(BASE, stop(1, north_km=1).place) == pytest.approx(1000, rel=0.01)
    assert route.metres(BASE, stop(1, east_km=1).place) == pytest.approx(1000, rel=0.01)


def test_one_drives_to_the_nearest_next():
    assert keys([stop(1, 3), stop(2, 1), stop(3, 2)]) == [2, 3, 1]


def test_what_is_breached_comes_first_however_far():
    assert keys([stop(1, 1), stop(2, 9, due_in_hours=-1), stop(3, 2, due_in_hours=0.5)]) == [
        2,
        3,
        1,
    ]


def test_the_rest_begins_where_the_urgent_ended():
    assert keys([stop(1, 1), stop(2, 9, due_in_hours=-1), stop(3, 8)]) == [2, 3, 1]


def test_without_a_start_the_most_urgent_is_the_start():
    assert keys([stop(1, 5, due_in_hours=30), stop(2, 9, due_in_hours=20)], None) == [2, 1]


def test_stops_without_a_place_are_not_lost():
    lost = Stop(7, None, FAR)
    assert keys([lost, stop(1, 1)]) == [1, 7]
    assert keys([lost], None) == [7]
    assert keys([]) == []


def test_crossing_ways_are_straightened():
    square = [stop(1, 0, 1), stop(2, 1, 1.2), stop(3, 1.1, 0), stop(4, 0.1, 2.1)]
    best = min(permutations(square), key=lambda way: route.length(way, BASE))
    found = route.ordered(square, start=BASE, now=NOW)

    assert route.length(found, BASE) <= route.length(best, BASE) * 1.1


places = st.tuples(st.floats(-20, 20), st.floats(-20, 20), st.floats(-5, 50))


@settings(max_examples=60, deadline=None)
@given(st.lists(places, max_size=12), st.booleans())
def test_every_stop_is_driven_to_once_and_urgency_is_kept(spots, has_start):
    stops = [stop(n, e, h, due_in_hours=due) for n, (e, h, due) in enumerate(spots)]

    found = route.ordered(stops, start=BASE if has_start else None, now=NOW)

    assert sorted(each.key for each in found) == list(range(len(stops)))
    late = [each.due_at <= NOW for each in found]
    assert late == sorted(late, reverse=True)
