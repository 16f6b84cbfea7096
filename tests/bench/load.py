"""A load generator that costs little: kept connections, requests made beforehand, loopback only.

It shares two cores with what it measures, so it does no more than write bytes and find the end of
an answer.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Result:
    """What came back: how often each status, and how long each answer took."""

    started: float = 0.0
    ended: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    first_failure: bytes = b""

    @property
    def duration(self) -> float:
        return self.ended - self.started

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.duration

    def percentile(self, share: float) -> float:
        """The time within which that share of answers came, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


class _Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last is complete."""

    def __init__(
        self, requests: Iterator[bytes], result: Result, until: float, done: asyncio.Future[None]
    ) -> None:
        self._requests = requests
        self._result = result
        self._until = until
        self._done = done
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if _is_whole(self._buffer):
            self._complete()

    def connection_lost(self, exception: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(exception or ConnectionError("the server hung up"))

    def _complete(self) -> None:
        self._result.seconds.append(time.perf_counter() - self._sent)
        status = int(self._buffer[9:12])
        self._result.statuses[status] += 1
        if status >= 400 and not self._result.first_failure:
            self._result.first_failure = self._buffer[:2000]
        self._buffer = b""
        self._next()

    def _next(self) -> None:
        request = next(self._requests, None) if time.perf_counter() < self._until else None
        if request is None:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.close()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)


def _is_whole(answer: bytes) -> bool:
    """Whether the answer has ended, by its length or by its last chunk."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not gap:
        return False
    for line in head.lower().split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return len(body) >= int(value)
        if name == b"transfer-encoding":
            return body.endswith(b"0\r\n\r\n")
    raise ValueError("an answer without its length")


def fire(
    port: int, requests: Iterator[bytes], *, connections: int, seconds: float = 60.0
) -> Result:
    """Send the requests over so many connections, for at most that long; the answers' figures."""

    async def all_connections() -> Result:
        loop = asyncio.get_running_loop()
        result = Result(started=time.perf_counter())
        until = result.started + seconds
        ends: list[asyncio.Future[None]] = []
        for _ in range(connections):
            done: asyncio.Future[None] = loop.create_future()
            ends.append(done)
            await loop.create_connection(
                lambda done=done: _Connection(requests, result, until, done), "127.0.0.1", port
            )
        await asyncio.gather(*ends)
        result.ended = time.perf_counter()
        return result

    return asyncio.run(all_connections())
