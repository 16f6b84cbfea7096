from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.calendars import CityCalendar, RoundTheClock, Workweek, russian_years

PENZA = CityCalendar(zone=ZoneInfo("Europe/Moscow"))
VLADIVOSTOK = CityCalendar(zone=ZoneInfo("Asia/Vladivostok"))


def moscow(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)


@pytest.mark.parametrize(("year", "working_days"), [(2024, 248), (2025, 247), (2026, 247)])
def test_a_year_has_the_working_days_of_the_production_calendar(year, working_days):
    day, count = date(year, 1, 1), 0
    while day.year == year:
        count += PENZA.is_working(day)
        day += timedelta(days=1)

    assert count == working_days


def test_every_listed_day_off_is_a_weekday_and_every_listed_day_on_a_weekend():
    for year in russian_years().values():
        assert all(day.weekday() < 5 for day in year.off)
        assert all(day.weekday() >= 5 for day in year.on)
        assert all(day.year == year.number for day in year.off | year.on | year.short)


def test_every_short_day_is_worked():
    for year in russian_years().values():
        assert all(PENZA.is_working(day) for day in year.short)


def test_a_year_says_whether_its_holidays_were_checked():
    assert PENZA.knows(date(2026, 5, 1))
    assert not PENZA.knows(date(2027, 5, 1))
    assert not PENZA.knows(date(2040, 5, 1))


def test_a_year_without_data_still_has_weekends():
    assert not PENZA.is_working(date(2040, 1, 7))
    assert PENZA.is_working(date(2040, 1, 9))


def test_working_time_skips_the_night_and_the_weekend():
    friday_evening = moscow(2026, 11, 20, 17)

    assert PENZA.after_working(friday_evening, timedelta(hours=2)) == moscow(2026, 11, 23, 10)


def test_working_time_skips_the_new_year_holidays():
    assert PENZA.after_working(moscow(2025, 12, 30, 17, 30), timedelta(hours=1)) == moscow(
        2026, 1, 12, 9, 30
    )


def test_the_eve_of_a_holiday_closes_an_hour_earlier():
    eve = moscow(2026, 11, 3, 16)

    assert PENZA.after_working(eve, timedelta(hours=2)) == moscow(2026, 11, 5, 10)


def test_working_days_end_at_closing_time_and_do_not_count_the_day_of_filing():
    assert PENZA.close_of_working_day(moscow(2026, 11, 16, 10), 5) == moscow(2026, 11, 23, 18)


def test_a_moment_is_read_in_the_city_s_own_time_zone():
    late_in_utc = datetime(2026, 11, 19, 23, tzinfo=UTC)  # Friday 09:00 in Vladivostok

    assert VLADIVOSTOK.after_working(late_in_utc, timedelta(hours=1)) == late_in_utc + timedelta(
        hours=1
    )


def test_a_calendar_day_ends_at_local_midnight():
    assert PENZA.end_of_day(moscow(2026, 11, 16, 10), 3) == moscow(2026, 11, 20)


def test_a_daily_window_runs_on_holidays_too():
    assert PENZA.after_daily(
        moscow(2026, 1, 1, 22), timedelta(hours=2), time(8), time(23)
    ) == moscow(2026, 1, 2, 9)


def test_a_daily_window_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="open"):
        PENZA.after_daily(moscow(2026, 1, 1), timedelta(hours=1), time(8), time(8))
    with pytest.raises(ValueError, match="open"):
        Workweek(opens=time(18), closes=time(9))


def test_round_the_clock_counts_every_minute():
    assert RoundTheClock().after_working(moscow(2026, 1, 1), timedelta(days=3)) == moscow(
        2026, 1, 4
    )


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)),
    st.integers(1, 5000),
    st.integers(1, 5000),
)
def test_working_time_adds_up(at, first, second):
    at = at.replace(tzinfo=UTC)
    once = PENZA.after_working(at, timedelta(minutes=first + second))
    twice = PENZA.after_working(
        PENZA.after_working(at, timedelta(minutes=first)), timedelta(minutes=second)
    )

    assert once == twice
    assert once > at
