"""The host a browser asked for, in one spelling."""

import re

_HOST = re.compile(r"(?P<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)\.?(?::(?P<port>\d{1,5}))?")


def canonical(header: str) -> str | None:
    """Lower case, without port and final dot; None for what is no host name at all."""
    match = _HOST.fullmatch(header.strip().lower())
    if match is None or ".." in match["name"]:
        return None
    return match["name"]
