"""Catalogues of translations: sources `locale/<code>/LC_MESSAGES/django.po`, built into `.mo`.

Russian is the language of the sources; its own catalogue holds only what needs a number's form
(1 обращение, 2 обращения, 5 обращений). A built file is never committed.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages import Catalog, mofile, pofile

FOLDER = Path(__file__).resolve().parent.parent / "locale"
CODES = ("ru", "tt", "en")


def source(code: str) -> Path:
    """What translators write."""
    return FOLDER / code / "LC_MESSAGES" / "django.po"


def built(code: str) -> Path:
    """What the product reads."""
    return source(code).with_suffix(".mo")


def read(code: str) -> Catalog:
    """The sources of one language; a broken file is an error, never half a catalogue."""
    with source(code).open("rb") as file:
        return pofile.read_po(file, locale=code, abort_invalid=True)


def build() -> list[str]:
    """Build every language that has sources; which of them were not up to date."""
    return [code for code in CODES if source(code).exists() and _build(code)]


def _build(code: str) -> bool:
    """Whole or not at all: another process may be reading the old file."""
    with NamedTemporaryFile(dir=source(code).parent, suffix=".tmp", delete=False) as file:
        mofile.write_mo(file, read(code))
    fresh, kept = Path(file.name), built(code)
    if kept.exists() and kept.read_bytes() == fresh.read_bytes():
        fresh.unlink()
        return False
    fresh.chmod(0o644)
    os.replace(fresh, kept)
    return True
