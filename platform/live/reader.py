"""One open stream's share of memory: a short queue between the hub and a connection."""

from __future__ import annotations

import asyncio
from collections import deque

WAITING = 32
"""Frames that may wait for a slow connection before it is told to fetch the page's data anew."""

REFETCH = b"event: refetch\ndata: {}\n\n"


class Reader:
    """What one browser has not been sent yet; never more than `WAITING` frames."""

    __slots__ = ("_frames", "_ready", "closed", "number", "schema")

    def __init__(self, schema: str, number: str | None) -> None:
        self.schema = schema
        self.number = number
        self.closed = False
        self._frames: deque[bytes] = deque()
        self._ready = asyncio.Event()

    def __len__(self) -> int:
        return len(self._frames)

    def offer(self, frame: bytes) -> None:
        """Queue a frame; a full queue is dropped whole and the browser told to fetch anew."""
        if len(self._frames) >= WAITING:
            self.lose_place()
        self._frames.append(frame)
        self._ready.set()

    def lose_place(self) -> None:
        """Replace everything that waits by the request to fetch anew."""
        self._frames.clear()
        self._frames.append(REFETCH)
        self._ready.set()

    def close(self) -> None:
        """Let the stream end after what already waits."""
        self.closed = True
        self._ready.set()

    async def take(self, patience_seconds: float) -> bytes:
        """Everything that waits, as one piece; empty when nothing came in time, or when closed."""
        if not self._frames and not self.closed:
            self._ready.clear()
            try:
                async with asyncio.timeout(patience_seconds):
                    await self._ready.wait()
            except TimeoutError:
                return b""
        piece = b"".join(self._frames)
        self._frames.clear()
        return piece
