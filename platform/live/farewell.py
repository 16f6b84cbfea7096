"""Ends the streams at the first word of a stop.

Servers answer a stop by waiting for the open answers and only then tell the application, and a
stream is an answer that does not end by itself: without this a stop takes as long as the most
patient browser.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType

_DEFAULTS = (None, signal.SIG_DFL, signal.SIG_IGN, signal.default_int_handler)


def on_stop(end: Callable[[], None]) -> None:
    """Call `end` on the running loop when the server is told to stop, besides what it does itself.

    Only a handler that a server has set is added to; the process's own defaults stay.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        previous = signal.getsignal(number)
        if previous in _DEFAULTS or not callable(previous):
            continue

        def handle(
            received: int,
            frame: FrameType | None,
            before: Callable[[int, FrameType | None], object] = previous,
        ) -> None:
            loop.call_soon_threadsafe(end)
            before(received, frame)

        signal.signal(number, handle)
