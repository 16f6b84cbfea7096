"""One answer of `/live/`: server-sent events until the browser, the city or the process goes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from live.asgi import Receive, Send
from live.hub import Hub
from live.reader import Reader

PING = b": ping\n\n"
PING_SECONDS = (15.0, 20.0)
STALLED_SECONDS = 60.0
"""A connection that takes nothing for this long is given up."""
RETRY_MILLISECONDS = (1_000, 4_000)
"""Browsers come back after a pause of their own, so that a restart is not followed by a storm."""

StillServed = Callable[[], Awaitable[bool]]


async def stream(
    reader: Reader, hub: Hub, receive: Receive, send: Send, still_served: StillServed
) -> None:
    """Send the reader's frames until the browser leaves; the headers have been sent already."""
    writing = asyncio.ensure_future(_write(reader, send, still_served))
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({writing, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.leave(reader)
        for task in (writing, leaving):
            task.cancel()
        # A connection that breaks while it is written to is an ordinary end of a stream.
        await asyncio.gather(writing, leaving, return_exceptions=True)


async def _write(reader: Reader, send: Send, still_served: StillServed) -> None:
    retry = random.randint(*RETRY_MILLISECONDS)  # noqa: S311 - spread, not secrecy
    await _body(send, f"retry: {retry}\n\n".encode())
    while not reader.closed:
        piece = await reader.take(random.uniform(*PING_SECONDS))  # noqa: S311
        if not piece and not reader.closed:
            if not await still_served():
                break
            piece = PING
        if piece:
            await _body(send, piece)
    with suppress(OSError):
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _body(send: Send, piece: bytes) -> None:
    async with asyncio.timeout(STALLED_SECONDS):
        await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
