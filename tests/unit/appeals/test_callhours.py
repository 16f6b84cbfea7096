"""When people may be rung up, on the city's clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from appeals.callhours import CallHours

NINE_TO_EIGHT = CallHours(9, 20, ZoneInfo("Asia/Yekaterinburg"))  # UTC+5


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [("03:59", False), ("04:00", True), ("14:59", True), ("15:00", False), ("23:00", False)],
)
def test_the_hours_are_those_of_the_city(moment, allowed):
    at = datetime.fromisoformat(f"2026-11-20T{moment}:00+00:00")

    assert NINE_TO_EIGHT.include(at) is allowed


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2026-11-20T06:30", "2026-11-20T06:30"),
        ("2026-11-20T02:00", "2026-11-20T04:00"),  # early in the morning: the same day
        ("2026-11-20T15:00", "2026-11-21T04:00"),  # in the evening: the next day
        ("2026-12-31T18:59", "2027-01-01T04:00"),  # an hour before the city's midnight
        ("2026-12-31T19:30", "2027-01-01T04:00"),  # and after it
    ],
)
def test_outside_them_the_first_call_waits_for_their_beginning(moment, first):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert NINE_TO_EIGHT.first(at) == datetime.fromisoformat(first).replace(tzinfo=UTC)
