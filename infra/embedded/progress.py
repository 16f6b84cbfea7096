"""A visible line for work that takes seconds: what is done now and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Step:
    """One line of progress; redrawn in place on a terminal, plain lines elsewhere."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()
        self._said_at = 0.0

    def note(self, text: str) -> None:
        """Say how far it is; in a file or a pipe at most once in five seconds."""
        now = time.monotonic()
        if _terminal():
            _redraw(f"{self.title}: {text}")
        elif now - max(self._said_at, self.began) >= 5:
            self._said_at = now
            _line(f"{self.title}: {text}")

    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.began


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Announce the work, and its time when it is done."""
    current = Step(title)
    if _terminal():
        _redraw(f"{title} …")
    try:
        yield current
    except BaseException:
        if _terminal():
            _redraw("")
        raise
    took = f"{current.seconds():.1f} с".replace(".", ",")
    if _terminal():
        _redraw("")
    _line(f"{title} – {took}")


def say(text: str) -> None:
    """A line for the person; the standard output stays free for the result."""
    _line(text)


def _terminal() -> bool:
    return sys.stderr.isatty()


def _redraw(text: str) -> None:
    sys.stderr.write("\r\x1b[2K" + text[:110])
    sys.stderr.flush()


def _line(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
