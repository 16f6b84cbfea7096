"""The static files a page stands on, with one hash of all their contents: for what keeps them offline."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static

from design import styles


def files(face: str, *more: str) -> tuple[str, ...]:
    """Static paths of a face's sheets and of whatever else the page loads."""
    return (*styles.paths(face), *more)


def addresses(paths: tuple[str, ...]) -> list[str]:
    """Where they are served."""
    return [static(path) for path in paths]


@lru_cache(16)
def version(paths: tuple[str, ...]) -> str:
    """Changes with the content of any of them; read once in the life of a process.

    Raises:
        FileNotFoundError: a path names no file.
    """
    digest = sha256()
    for path in paths:
        found = finders.find(path)
        if not isinstance(found, str):
            raise FileNotFoundError(path)
        digest.update(path.encode() + b"\0" + Path(found).read_bytes())
    return digest.hexdigest()[:16]
