"""Quiet hours by the clock on the wall."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from appeals.notifications.quiet import QuietHours

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("at", "over"),
    [
        (moscow(20, 21, 59), None),
        (moscow(20, 22), moscow(21, 8)),
        (moscow(20, 23, 30), moscow(21, 8)),
        (moscow(21, 0), moscow(21, 8)),
        (moscow(21, 7, 59), moscow(21, 8)),
        (moscow(21, 8), None),
    ],
)
def test_the_night_ends_in_the_morning(at, over):
    assert QuietHours(22, 8, MOSCOW).over_at(at.astimezone(UTC)) == over


def test_a_day_may_be_quiet_too():
    quiet = QuietHours(13, 15, MOSCOW)

    assert quiet.over_at(moscow(20, 14)) == moscow(20, 15)
    assert quiet.over_at(moscow(20, 15)) is None


def test_until_midnight():
    assert QuietHours(20, 24, MOSCOW).over_at(moscow(20, 21)) == moscow(21, 0)


def test_equal_hours_are_never_quiet():
    assert not [hour for hour in range(24) if QuietHours(5, 5, MOSCOW).over_at(moscow(20, hour))]


def test_a_night_in_which_the_clock_is_changed_ends_by_the_wall():
    at = datetime(2026, 10, 24, 23, 0, tzinfo=BERLIN).astimezone(UTC)

    over = QuietHours(22, 8, BERLIN).over_at(at)

    assert over.astimezone(BERLIN) == datetime(2026, 10, 25, 8, 0, tzinfo=BERLIN)
    assert (over - at).total_seconds() == 10 * 3600


def test_another_zone_has_another_night():
    at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)

    assert QuietHours(22, 8, MOSCOW).over_at(at) is None
    assert QuietHours(22, 8, ZoneInfo("Asia/Vladivostok")).over_at(at) is not None
