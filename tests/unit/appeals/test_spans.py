import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.spans import Span


@pytest.mark.parametrize("text", ["30m", "2h", "3d", "30cd", "8wh", "5wd", "2h@08-23"])
def test_a_span_is_written_as_it_is_read(text):
    assert str(Span.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0h", "h", "-2h", "2", "2w", "2h@23-08", "5wd@08-23", "2h@08-24", "999999h"]
)
def test_a_span_that_means_nothing_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Span.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1h", "1 час"),
        ("2h", "2 часа"),
        ("11h", "11 часов"),
        ("30m", "30 минут"),
        ("21cd", "21 день"),
        ("5wd", "5 рабочих дней"),
        ("2h@08-23", "2 часа (с 8 до 23)"),
    ],
)
def test_a_span_speaks_russian(text, words):
    assert Span.parse(text).words == words


def test_halving_turns_hours_into_minutes_and_keeps_days_whole():
    assert str(Span.parse("3h").halved(1)) == "90m"
    assert str(Span.parse("5wd").halved(1)) == "3wd"
    assert str(Span.parse("5wd").halved(9)) == "1wd"
    assert str(Span.parse("2h@08-23").halved(1)) == "1h@08-23"


@given(st.sampled_from(["30m", "4h", "3d", "30cd", "8wh", "10wd"]), st.integers(0, 30))
def test_halving_never_ends_a_term_altogether(text, times):
    assert Span.parse(text).halved(times).amount >= 1
