"""Free notes on objects: merged key by key, an empty value takes the key away."""

from typing import Any


def merged(old: dict[str, str], sent: Any) -> dict[str, str]:
    """The notes after an update; an empty text takes all away."""
    if sent is None:
        return old
    if sent == "":
        return {}
    return {name: value for name, value in {**old, **sent}.items() if value != ""}
