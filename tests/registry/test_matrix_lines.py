from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from appeals.registry.matrix_lines import Line, fit

FIRST = date(2020, 1, 1)


@st.composite
def told(draw):
    begins = draw(st.none() | st.integers(0, 12))
    ends = draw(st.none() | st.integers((begins or 0) + 1, 14))
    since = None if begins is None else FIRST + timedelta(days=begins)
    until = None if ends is None else FIRST + timedelta(days=ends)
    return Line(draw(st.integers(1, 3)), since, until, told_in=draw(st.integers(0, 9)))


@given(st.lists(told(), max_size=8), st.booleans())
def test_whatever_comes_no_day_has_two_and_no_line_is_without_a_day(wanted, ends_older):
    lines: list[Line] = []
    for line in wanted:
        fit(lines, line, ends_older=ends_older)

    assert not [pair for pair in combinations(lines, 2) if pair[0].overlaps(pair[1])]
    assert all(not (line.since and line.until) or line.since < line.until for line in lines)


@given(st.lists(told(), max_size=6))
def test_what_is_refused_changes_nothing(wanted):
    lines: list[Line] = []
    for line in wanted:
        before = [(each.organisation, each.since, each.until) for each in lines]
        if fit(lines, line, ends_older=True).what in ("refused", "repeated"):
            assert [(each.organisation, each.since, each.until) for each in lines] == before
