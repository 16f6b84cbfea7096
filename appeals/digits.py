"""Whole numbers as addresses and forms bring them: taken if they can be one, else none. Pure."""

_OF_A_KEY = 18
_OF_A_COUNT = 9


def key(text: str) -> int | None:
    """A row's key: no more than the database can hold."""
    return _whole(text, _OF_A_KEY)


def count(text: str) -> int | None:
    """A version, a place in a list, so many of something."""
    return _whole(text, _OF_A_COUNT)


def _whole(text: str, longest: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= longest else None
