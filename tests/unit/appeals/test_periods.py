"""Periods: whole days of the city's calendar, read by few rows, compared with as many days."""

import random
from datetime import date, timedelta

import pytest

from appeals.insight import periods

FRIDAY = date(2026, 11, 20)


def asked(**query):
    return periods.asked({name.rstrip("_"): value for name, value in query.items()}, FRIDAY)


def days(pieces):
    """Every day the pieces cover."""
    found = []
    for piece in pieces:
        day = piece.first
        while day <= piece.last:
            found.append(day)
            day += timedelta(days=1)
    return sorted(found)


def test_without_words_it_is_this_week_so_far():
    week = asked()

    assert (week.first, week.last, week.until) == (date(2026, 11, 16), date(2026, 11, 22), FRIDAY)
    assert week.is_running
    assert week.days == 5
    assert week.later() is None


def test_a_running_week_is_compared_with_the_same_days_of_the_week_before():
    before = asked().compared()

    assert (before.first, before.until) == (date(2026, 11, 9), date(2026, 11, 13))


def test_a_month_is_a_month_whatever_its_length():
    march = asked(period="month", day="2026-03-15")

    assert (march.first, march.last) == (date(2026, 3, 1), date(2026, 3, 31))
    assert march.earlier().first == date(2026, 2, 1)
    assert march.earlier().last == date(2026, 2, 28)
    assert march.later().last == date(2026, 4, 30)


def test_a_year_turns_in_the_middle_of_a_week():
    week = periods.asked({"day": "2026-01-01"}, FRIDAY)

    assert (week.first, week.last) == (date(2025, 12, 29), date(2026, 1, 4))


@pytest.mark.parametrize(
    "query",
    [
        {"period": "year"}, {"day": "вчера"}, {"day": "2999-01-01"}, {"from": "2026-11-02"},
        {"from": "2026-11-02", "to": "2026-11-01"}, {"from": "1990-01-01", "to": "2026-01-01"},
        {"from": "2027-01-01", "to": "2027-01-02"}, {"day": "0001-01-01"}, {"day": "9999-12-31"},
        {"from": "9999-12-01", "to": "9999-12-31"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_this_week(query):
    assert periods.asked(query, FRIDAY).first == date(2026, 11, 16)


def test_any_days_move_by_their_own_length():
    ten = asked(from_="2026-11-01", to="2026-11-10")

    assert ten.query() == {"from": "2026-11-01", "to": "2026-11-10"}
    assert (ten.earlier().first, ten.earlier().last) == (date(2026, 10, 22), date(2026, 10, 31))


def test_a_year_is_read_by_a_dozen_months_and_a_few_days():
    found = periods.pieces(date(2025, 11, 14), date(2026, 11, 20))

    assert [(piece.grain, str(piece.first), str(piece.last)) for piece in found] == [
        ("month", "2025-12-01", "2026-10-31"),
        ("day", "2025-11-14", "2025-11-30"),
        ("day", "2026-11-01", "2026-11-20"),
    ]


def test_pieces_cover_every_day_once_whatever_the_days():
    luck = random.Random(5)
    for _ in range(300):
        first = date(2024, 1, 1) + timedelta(days=luck.randrange(500))
        last = first + timedelta(days=luck.randrange(500))
        wanted = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        assert days(periods.pieces(first, last)) == wanted


def test_everything_before_a_day_ends_the_day_before():
    assert [piece.last for piece in periods.before(date(2026, 3, 10))] == [
        date(2026, 2, 28),
        date(2026, 3, 9),
    ]
    assert [piece.last for piece in periods.before(date(2026, 3, 1))] == [date(2026, 2, 28)]
