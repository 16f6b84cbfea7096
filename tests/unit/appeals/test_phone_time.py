"""A phone's clock is believed within what can be."""

from datetime import UTC, datetime, timedelta

import pytest

from appeals import phone_time
from appeals.phone_time import PhoneTime

SINCE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def told(minutes_ago: float, *, slow_by: float = 0) -> PhoneTime:
    """What a phone tells that is wrong by so many minutes."""
    sent = NOW - timedelta(minutes=slow_by)
    done = sent - timedelta(minutes=minutes_ago)
    return phone_time.credible(done, sent, since=SINCE, received=NOW)


def test_a_deed_of_an_hour_ago_was_an_hour_ago():
    assert told(60).at == NOW - timedelta(hours=1)


@pytest.mark.parametrize("slow_by", [-500_000, -30, 17, 90_000])
def test_a_wrong_clock_is_still_a_clock(slow_by):
    assert told(60, slow_by=slow_by).at == NOW - timedelta(hours=1)


def test_nothing_was_done_before_the_crew_had_the_task():
    assert told(5 * 60).at is None
    assert told(4 * 60 + 1).at == SINCE


def test_nothing_is_done_in_the_future():
    assert told(-10).at is None
    assert told(-1).at == NOW


def test_without_a_phone_it_is_now():
    assert phone_time.credible(None, None, since=SINCE, received=NOW).at == NOW


def test_the_journal_keeps_only_what_came_late():
    assert told(1).details(NOW) == {}
    assert told(60).details(NOW) == {"phone_at": "2026-11-20T11:00:00+00:00"}
    assert told(5 * 60).details(NOW) == {"phone_clock": "doubtful"}
    assert phone_time.details(None, NOW) == {}
