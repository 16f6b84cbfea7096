"""One's own data as a ZIP that is written while it is sent: never whole in memory, never on the disk."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from appeals.own_data import OwnData

_CHUNK = 256 * 1024


class _Pipe:
    """What a ZipFile writes, taken away piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


def stream(data: OwnData) -> Iterator[bytes]:
    """The archive in pieces. Paths are looked up here, while the city is still entered; the files are
    read later, when the answer has left the request."""
    # A file that is gone (a restored copy of the database) does not spoil the rest.
    files = [(name, Path(default_storage.path(path))) for name, path in data.photos]
    facts = json.dumps(data.facts, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    words = _(
        "data.json — всё, что город хранит о вас: обращения, ответы, подписки, сообщения, согласия.\n"
        "photos — снимки, которые вы приложили.\n"
    )
    return _written(facts.encode(), words.encode(), files)


def _written(facts: bytes, words: bytes, files: list[tuple[str, Path]]) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        archive.writestr("readme.txt", words)
        archive.writestr("data.json", facts)
        yield pipe.take()
        for name, path in files:
            if not path.is_file():
                continue
            # A JPEG does not get smaller.
            with archive.open(zipfile.ZipInfo(name), "w") as inside, path.open("rb") as photo:
                while piece := photo.read(_CHUNK):
                    inside.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()
