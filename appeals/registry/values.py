"""Numbers and dates as people type them into tables."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo

_INTEGER = re.compile(r"(\d{1,9})(?:[.,]0{1,3})?")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,12})?")
_YEAR = re.compile(r"(\d{4})(?:[.,]0)?\s*(?:г\.?|год|гг\.?)?", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})-(\d{2})-(\d{2}))"
    r"(?:(?:\s*(?:в|,)?\s*|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,6})?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)


class NotANumber(ValueError):
    """The text is no number of the wanted kind."""


def integer(text: str, *, most: int) -> int:
    """A whole number from 0 to `most`; NotANumber otherwise."""
    found = _INTEGER.fullmatch(re.sub(r"[\s\u00a0]", "", text))
    if found is None or int(found[1]) > most:
        raise NotANumber(text)
    return int(found[1])


def number(text: str) -> float:
    """A decimal number with a point or a comma."""
    text = re.sub(r"[\s\u00a0]", "", text)
    if not _NUMBER.fullmatch(text):
        raise NotANumber(text)
    return float(text.replace(",", "."))


def year(text: str) -> int:
    """«1967», «1967 г.»."""
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        raise NotANumber(text)
    return int(found[1])


def moment(text: str, zone: tzinfo) -> datetime | None:
    """«28.11.2015 в 13:46», «2015-11-28T13:46:00+10:00», «28.11.2015» (midnight), in UTC; None when
    it is no moment. Without an offset the time is the city's own."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year_first = (found[1], found[2], found[3]) if found[1] else found.group(6, 5, 4)
    try:
        local = datetime(
            int(year_first), int(month), int(day),
            int(found[7] or 0), int(found[8] or 0), int(found[9] or 0),
            tzinfo=zone,
        )  # fmt: skip
        if found[10] == "Z":
            local = local.replace(tzinfo=UTC)
        elif found[10]:
            offset = datetime.strptime(found[10].replace(":", ""), "%z").tzinfo
            local = local.replace(tzinfo=offset)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date | None:
    """The date a text begins with."""
    found = moment(text, UTC)
    return found.date() if found else None
