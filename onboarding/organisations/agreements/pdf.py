"""A document as PDF, set by Typst: Cyrillic from the fonts it carries, nothing from the machine."""

import json
from functools import lru_cache
from pathlib import Path

import typst

from onboarding.organisations.agreements.document import Document

_SOURCE = Path(__file__).with_name("agreement.typ")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The fonts that Typst carries, read once: every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False)


def pdf(document: Document) -> bytes:
    """The bytes that both sides will sign."""
    told = json.dumps(document.plain(), ensure_ascii=False)
    made: bytes = typst.compile(
        str(_SOURCE),
        root=str(_SOURCE.parent),
        font_paths=_fonts(),
        sys_inputs={"document": told},
        format="pdf",
    )
    return made
