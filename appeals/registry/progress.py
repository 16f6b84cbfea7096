"""A progress bar on a terminal; silence where nobody watches."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_WIDTH = 28


class Progress:
    """«Читаю строки  [#######.....]  42 %  1 700 из 4 051, ещё 3 с»."""

    def __init__(self, title: str, total: int, stream: TextIO | None = None) -> None:
        self._title, self._total = title, max(total, 1)
        self._stream = stream or sys.stderr
        self._began = self._drawn = time.monotonic()
        self._done = 0

    def add(self, count: int = 1) -> None:
        """So many more are done."""
        self._done += count
        now = time.monotonic()
        if now - self._drawn > 0.1 or self._done >= self._total:
            self._drawn = now
            self._draw(now)

    def finish(self) -> None:
        """Leave the line as it is and go to the next."""
        if self._stream.isatty():
            self._stream.write("\n")

    def _draw(self, now: float) -> None:
        if not self._stream.isatty():
            return
        share = min(self._done / self._total, 1.0)
        filled = int(share * _WIDTH)
        left = (now - self._began) * (1 - share) / share if share else 0
        text = (
            f"\r{self._title}  [{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%}  "
            f"{grouped(self._done)} из {grouped(self._total)}, ещё {left:.0f} с   "
        )
        self._stream.write(text)
        self._stream.flush()


def grouped(number: int) -> str:
    """4051 as «4 051»."""
    return f"{number:,}".replace(",", "\u00a0")
