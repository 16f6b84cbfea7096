"""Which modules stand behind a script: read from its own imports, so that no list can be forgotten."""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

_IMPORT = re.compile(r"""(?:^|[\s;])import\s*(?:[^'"()]*?\sfrom\s*)?\(?\s*["'](\.[^"']+)["']""")


@lru_cache(16)
def modules(entry: str) -> tuple[str, ...]:
    """Static paths of a script and of everything it imports, at once or later, in that order.

    Raises:
        FileNotFoundError: a path names no file.
    """
    found: list[str] = []
    waiting = [entry]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        place = finders.find(path)
        if not isinstance(place, str):
            raise FileNotFoundError(path)
        found.append(path)
        text = Path(place).read_text(encoding="utf-8")
        folder = posixpath.dirname(path)
        waiting += [posixpath.normpath(posixpath.join(folder, n)) for n in _IMPORT.findall(text)]
    return tuple(found)
