"""How far the worker is, told while it works; a hint for the page, kept in the cache alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache

READING, WRITING = "reading", "writing"
_EVERY = 500
_KEPT_SECONDS = 600


@dataclass(slots=True)
class Telling:
    """Counts what is done and tells of every few hundred."""

    of: int
    phase: str
    total: int | None
    done: int = 0
    told: int = -_EVERY

    def __call__(self, count: int) -> None:
        """So many more are done."""
        self.done += count
        if self.done - self.told >= _EVERY:
            self.told = self.done
            total = max(self.total, self.done) if self.total else None
            cache.set(
                _key(self.of),
                {"phase": self.phase, "done": self.done, "total": total},
                _KEPT_SECONDS,
            )


def read(of: int) -> dict[str, object] | None:
    """Phase, done and total (None: not known) of an import; None when nothing was told."""
    told: dict[str, object] | None = cache.get(_key(of))
    return told


def clear(of: int) -> None:
    """Forget it."""
    cache.delete(_key(of))


def _key(of: int) -> str:
    return f"import:{of}"
