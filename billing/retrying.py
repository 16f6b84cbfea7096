"""When to ask again what could not be done (pure)."""

from datetime import datetime, timedelta

_FIRST = timedelta(seconds=15)
_LONGEST = timedelta(hours=1)


def next_try(attempts: int, at: datetime) -> datetime:
    """After the so-manieth failure: 15 s, 30 s, a minute … at most an hour later."""
    return at + min(_FIRST * 2 ** min(attempts - 1, 16), _LONGEST)
