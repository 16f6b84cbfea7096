"""Parts of months cost their days, and parts of a sum are the sum."""

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import periods

DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
SPANS = st.tuples(DAYS, st.integers(1, 800)).map(
    lambda each: (each[0], each[0] + timedelta(each[1]))
)


def test_a_year_is_twelve_months():
    assert periods.weight(date(2026, 1, 1), date(2027, 1, 1)) == 12


def test_half_of_november_is_half_a_month():
    assert periods.weight(date(2026, 11, 16), date(2026, 12, 1)) == Fraction(1, 2)
    assert (
        periods.priced(3_400_001, of_months=1, since=date(2026, 11, 16), until=date(2026, 12, 1))
        == 1_700_001
    )


def test_a_year_s_price_falls_on_its_months():
    parts = periods.split(20_500_000, date(2026, 1, 1), date(2027, 1, 1))

    assert len(parts) == 12
    assert {sum_ for _, sum_ in parts} <= {1_708_333, 1_708_334}


@pytest.mark.parametrize(
    ("day", "later"),
    [(date(2026, 3, 1), date(2027, 3, 1)), (date(2028, 2, 29), date(2029, 3, 1))],
)
def test_a_year_later_is_a_day_that_exists(day, later):
    assert periods.year_later(day) == later


@given(SPANS, st.integers(0, 10**12))
def test_parts_are_the_sum(span, kopecks):
    parts = periods.split(kopecks, *span)

    assert sum(part for _, part in parts) == kopecks
    assert min(part for _, part in parts) >= 0
    assert (parts[0][0][0], parts[-1][0][1]) == span


@given(SPANS)
def test_months_follow_each_other_without_a_gap(span):
    months = list(periods.months(*span))

    assert all(before[1] == after[0] for before, after in itertools.pairwise(months))
    assert all(since.month == periods.last_day(until).month for since, until in months)


def test_months_before_and_after():
    assert periods.previous(date(2026, 1, 31)) == date(2025, 12, 1)
    assert periods.following(date(2026, 1, 31)) == date(2026, 2, 1)
    assert periods.following(date(2026, 12, 1)) == date(2027, 1, 1)
