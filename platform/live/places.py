"""How many streams may be open, in all and from one address."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class NoPlace(Exception):
    """All places, or all places of this address, are taken."""


class Places:
    """Counts open streams. One address may be a whole office or mobile network: be generous."""

    def __init__(self, in_all: int = 5_000, per_address: int = 500) -> None:
        self._in_all = in_all
        self._per_address = per_address
        self._taken: Counter[str] = Counter()
        self._sum = 0

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Hold one place for the block; raises `NoPlace`."""
        whose = _network(address)
        if self._sum >= self._in_all or self._taken[whose] >= self._per_address:
            raise NoPlace
        self._sum += 1
        self._taken[whose] += 1
        try:
            yield
        finally:
            self._sum -= 1
            self._taken[whose] -= 1
            if not self._taken[whose]:
                del self._taken[whose]


def _network(address: str) -> str:
    """A household's IPv6 addresses are countless, so its /64 counts as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
