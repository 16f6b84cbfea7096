"""Sums in figures: what people type is read, what we write can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import amounts


@pytest.mark.parametrize(
    ("typed", "kopecks"),
    [("46200", 4_620_000), ("46 200,5", 4_620_050), ("46\u00a0200.07", 4_620_007), ("0,01", 1)],
)
def test_what_people_type_is_read(typed, kopecks):
    assert amounts.kopecks(typed) == kopecks


@pytest.mark.parametrize("typed", ["", "-5", "1,234", "1e9", "сто", "٣", "1,2,3", "9" * 16])
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(amounts.WrongAmount, match="копейки после запятой"):
        amounts.kopecks(typed)


@given(st.integers(0, 10**14))
def test_what_is_written_is_read_again(kopecks):
    assert amounts.kopecks(amounts.figures(kopecks)) == kopecks


def test_a_short_sum_has_no_empty_kopecks():
    assert amounts.short(4_620_000) == "46\u00a0200\u00a0₽"
    assert amounts.short(-4_620_050) == "−46\u00a0200,50\u00a0₽"
