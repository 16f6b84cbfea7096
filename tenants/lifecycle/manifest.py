"""What an export says of itself: the first thing to be read, the last to be written (pure).

The format is told in platform/docs/export-format.md.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT, VERSION = "otklik-city-export", 1
NAME = "manifest.json"


class BadExport(ValueError):
    """The file is no export, or not one that this product can read; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive."""

    name: str
    bytes: int
    sha256: str
    # Of a table alone.
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that is needed to check an archive and to put it back."""

    made_at: str
    city: dict[str, Any]
    migrations: list[list[str]]
    sequences: list[dict[str, Any]]
    tables: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)

    def written(self) -> bytes:
        """The manifest as it stands in the archive."""
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(text: bytes) -> Manifest:
    """A manifest as it was written.

    Raises:
        BadExport: it is something else, or of a later version.
    """
    try:
        told = json.loads(text)
        if told.pop("format") != FORMAT:
            raise BadExport("Это не выгрузка города.")
        if told.pop("version") != VERSION:
            raise BadExport("Выгрузка сделана другой версией: обновите платформу.")
        for kind in ("tables", "files"):
            told[kind] = [Part(**part) for part in told[kind]]
        return Manifest(**told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise error if isinstance(error, BadExport) else BadExport("Опись повреждена.") from error
