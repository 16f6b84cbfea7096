"""Asking again: soon, then ever later, at least once an hour."""

from datetime import UTC, datetime, timedelta

from billing.retrying import next_try

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_pauses_double_up_to_an_hour():
    pauses = [next_try(attempts, NOON) - NOON for attempts in (1, 2, 3, 8, 9, 1000)]

    assert pauses == [
        timedelta(seconds=15),
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=32),
        timedelta(hours=1),
        timedelta(hours=1),
    ]
