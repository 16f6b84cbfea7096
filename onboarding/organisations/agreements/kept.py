"""Files of agreements: kept byte for byte under names nobody guesses, and checked when read."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class FileChanged(RuntimeError):
    """A kept file is not what it was: somebody changed it past the product."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a file lies, and its SHA-256."""

    path: str
    sha256: str


def keep(content: bytes, suffix: str, *, at: datetime) -> Kept:
    """Store the bytes in the city's folder."""
    name = f"agreements/{at:%Y/%m}/{secrets.token_urlsafe(16)}.{suffix}"
    path = default_storage.save(name, ContentFile(content))
    return Kept(path, hashlib.sha256(content).hexdigest())


def read(path: str, sha256: str) -> bytes:
    """The very bytes that were kept.

    Raises:
        FileChanged
    """
    with default_storage.open(path) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileChanged(path)
    return content
