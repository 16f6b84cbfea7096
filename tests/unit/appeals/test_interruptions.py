"""ПП РФ № 354: what a house's month amounts to, service by service."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appeals import interruptions
from appeals.interruptions import allowance, count, month_of

MOSCOW, VLADIVOSTOK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Vladivostok")
DAY = date(2026, 11, 20)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


NOVEMBER = month_of(at(20, 12), MOSCOW)


def counted(service: str, *intervals):
    allowed = allowance(service, DAY)
    assert allowed is not None
    return count(allowed, intervals, NOVEMBER)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("service", "lasts", "excess", "percent"),
    [
        ("cold_water", 4, 0, 0),
        ("cold_water", 6.5, 2.5, 0.3),
        ("cold_water", 12, 8, 1.2),
        ("hot_water", 4, 0, 0),
        ("hot_water", 9, 5, 0.75),
        ("sewerage", 5, 1, 0.15),
        ("electricity", 24, 0, 0),
        ("electricity", 30, 6, 0.9),
        ("gas", 4, 0, 0),
        ("gas", 7, 3, 0.45),
        ("heating", 16, 0, 0),
        ("heating", 20, 4, 0.6),
        ("heating", 40, 24, 3.6),
    ],
)
def test_one_interruption(service, lasts, excess, percent):
    found = counted(service, (at(10, 0), at(10, 0) + hours(lasts)))

    assert found.excess == hours(excess)
    assert found.percent == percent
    assert found.is_over is (excess > 0)


def test_short_ones_together_pass_the_months_limit():
    found = counted("cold_water", *((at(day, 9), at(day, 12)) for day in (3, 10, 17)))

    assert (found.total, found.longest) == (hours(9), hours(3))
    assert (found.over_once, found.over_month, found.percent) == (hours(0), hours(1), 0.15)


def test_an_hour_beyond_both_limits_counts_once():
    found = counted("cold_water", (at(3, 0), at(3, 10)))

    assert (found.over_once, found.over_month) == (hours(6), hours(2))
    assert found.excess == hours(6)


def test_two_records_of_one_interruption_count_once():
    found = counted("gas", (at(3, 8), at(3, 11)), (at(3, 9), at(3, 12)))

    assert found.total == hours(4)
    assert not found.is_over


def test_a_condition_that_the_register_does_not_know_is_named_and_not_counted():
    lights = counted("electricity", (at(3, 8), at(3, 13)))
    heat = counted("heating", (at(3, 8), at(3, 18)))

    assert (lights.is_over, heat.is_over) == (False, False)
    assert lights.strictest.when == "если у дома два источника питания"
    assert heat.strictest.when == "если в комнатах от +10 до +12 °C"
    assert counted("heating", (at(3, 8), at(3, 10))).strictest is None


def test_the_month_is_the_citys_own():
    moment = datetime(2026, 10, 31, 20, 0, tzinfo=UTC)

    assert month_of(moment, VLADIVOSTOK)[0] == datetime(2026, 11, 1, tzinfo=VLADIVOSTOK)
    assert month_of(moment, MOSCOW)[0] == datetime(2026, 10, 1, tzinfo=MOSCOW)


def test_over_the_months_end_each_month_has_its_own_part():
    night = (at(30, 20), at(30, 20) + hours(10))
    december = month_of(datetime(2026, 12, 2, tzinfo=MOSCOW), MOSCOW)
    allowed = allowance("cold_water", DAY)

    ours, following = count(allowed, [night], NOVEMBER), count(allowed, [night], december)

    assert (ours.total, following.total) == (hours(4), hours(6))
    assert (ours.longest, following.longest) == (hours(10), hours(10))
    # Four hours are allowed at once and end with the month: all excess is December's.
    assert (ours.over_once, following.over_once) == (hours(0), hours(6))


def test_every_limit_names_its_section_and_other_services_have_none():
    assert interruptions.limited() == {
        "cold_water", "hot_water", "sewerage", "electricity", "gas", "heating",
    }  # fmt: skip
    for service in interruptions.limited():
        assert "354, прил. 1, разд." in allowance(service, DAY).clause
    assert allowance("lift", DAY) is None
    assert allowance("gas", date(2012, 1, 1)) is None
