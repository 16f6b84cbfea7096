"""Which city a host name belongs to, asked without holding up the event loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tenants.isolation.hosts import canonical

FRESH_SECONDS = 15.0
REMEMBERED = 4_096

_log = logging.getLogger("live.addresses")

FindSchema = Callable[[str], str | None]
"""The schema of the city at a host, or None when no city is served there. Runs in a thread."""


class Unknown(Exception):
    """The directory cannot be asked now, and the host was not known before."""


class Addresses:
    """Host → city's schema, remembered for a few seconds, also that there is none."""

    def __init__(self, find: FindSchema) -> None:
        self._find = find
        self._known: OrderedDict[str, tuple[float, str | None]] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, "live-directory")

    async def schema_at(self, host_header: str) -> str | None:
        """The city's schema; an old answer serves while the directory is out of reach."""
        host = canonical(host_header)
        if host is None:
            return None
        at, schema = self._known.get(host, (float("-inf"), None))
        if time.monotonic() - at < FRESH_SECONDS:
            return schema
        try:
            loop = asyncio.get_running_loop()
            schema = await loop.run_in_executor(self._thread, self._find, host)
        except Exception as error:
            _log.warning("the directory did not answer: %s", type(error).__name__)
            if host not in self._known:
                raise Unknown from error
        self._remember(host, schema)
        return schema

    def _remember(self, host: str, schema: str | None) -> None:
        self._known[host] = (time.monotonic(), schema)
        self._known.move_to_end(host)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
