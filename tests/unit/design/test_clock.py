from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from design import clock

NOON = datetime(2026, 11, 22, 11, 7, 12, tzinfo=UTC)
N = "\u00a0"


@pytest.fixture(autouse=True)
def _in_penza():
    with timezone.override(ZoneInfo("Europe/Moscow")):
        yield


def test_clock_shows_seconds_of_the_citys_zone():
    assert clock.seconds(NOON) == "14:07:12"


def test_clock_follows_the_zone_of_the_city():
    with timezone.override(ZoneInfo("Asia/Vladivostok")):
        assert clock.seconds(NOON) == "21:07:12"


def test_moment_leaves_out_the_year_of_today_only():
    assert clock.moment(NOON, NOON.date()) == f"22{N}ноября, 14:07:12"
    assert clock.moment(NOON, NOON.date().replace(year=2027)) == f"22{N}ноября 2026, 14:07:12"


def test_until_names_the_day_when_it_is_not_today():
    today = NOON.date()
    assert clock.until(NOON, today) == "14:07"
    assert clock.until(NOON + timedelta(days=1), today) == f"23{N}ноября, 14:07"
    assert clock.until_short(NOON + timedelta(days=1), today) == "23.11, 14:07"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=0), "1 сек"),
        (timedelta(minutes=4, seconds=47), "4 мин 47 сек"),
        (timedelta(minutes=40), "40 мин"),
        (timedelta(hours=1, minutes=20), "1 ч 20 мин"),
        (timedelta(hours=2), "2 ч"),
        (timedelta(days=2, hours=21, minutes=5), "2 дн 21 ч"),
        (-timedelta(minutes=14), "14 мин"),
    ],
)
def test_span_names_its_two_largest_units(length, words):
    assert clock.span(length).replace(N, " ") == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=12, seconds=59), "12 мин"),
        (timedelta(hours=1, minutes=4), "1 ч 04"),
        (timedelta(days=1, hours=2), "1 дн 2 ч"),
        (timedelta(days=3), "3 дн"),
        (-timedelta(hours=1, minutes=51), "−1 ч 51"),
    ],
)
def test_short_span_fits_a_column(length, words):
    assert clock.span_short(length).replace(N, " ") == words


def test_remaining_says_by_how_much_a_term_is_over():
    assert clock.remaining(NOON, NOON + timedelta(minutes=14)) == f"просрочено на 14{N}мин"
    assert clock.remaining(NOON + timedelta(minutes=14), NOON) == f"осталось 14{N}мин"


def test_soon_is_the_last_fifth_and_at_most_an_hour():
    started = NOON - timedelta(hours=1, minutes=40)
    due = NOON + timedelta(minutes=20)
    assert clock.is_soon(due, NOON, started)
    assert not clock.is_soon(due, NOON - timedelta(minutes=10), started)
    assert not clock.is_soon(NOON + timedelta(hours=2), NOON, NOON - timedelta(days=30))
    assert not clock.is_soon(NOON, NOON, started)


def test_the_narrow_column_of_the_board_has_whole_days():
    assert clock.span_short(-timedelta(days=12, hours=14), brief=True).replace(N, " ") == "−12 дн"
    assert clock.span_short(timedelta(hours=3, minutes=5), brief=True).replace(N, " ") == "3 ч 05"
