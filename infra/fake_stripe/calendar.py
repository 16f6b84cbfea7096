"""Months and years from an anchor: the 31st falls on the last day of a shorter month."""

import calendar
from datetime import UTC, datetime
from typing import Any

_MONTHS = {"month": 1, "year": 12}
_SECONDS = {"day": 86_400, "week": 7 * 86_400}


def after(anchor: int, start: int, recurring: dict[str, Any]) -> int:
    """The first end of a period after `start`, counted from the anchor."""
    many = recurring["interval_count"]
    if seconds := _SECONDS.get(recurring["interval"]):
        length = seconds * many
        return anchor + ((start - anchor) // length + 1) * length
    step = _MONTHS[recurring["interval"]] * many
    turn = 1
    while (end := _months_later(anchor, turn * step)) <= start:
        turn += 1
    return end


def _months_later(moment: int, months: int) -> int:
    day = datetime.fromtimestamp(moment, UTC)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return int(day.replace(year=year, month=month + 1, day=min(day.day, last)).timestamp())
