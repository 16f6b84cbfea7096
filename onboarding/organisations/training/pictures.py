"""Sketches of the screens: SVG of ours, drawn inline so that they take the city's colours."""

from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import mark_safe

FOLDER = Path(__file__).parent / "drawings"
_FIGURE = '<figure class="lesson-picture{}"><div{}>{}</div><figcaption>{}</figcaption></figure>'
_NARROW = 'viewBox="0 0 360 '


def figure(name: str, words: str) -> str:
    """A picture with what it shows, for the eye below it and for a screen reader.

    A wide one is moved sideways on a phone, by finger or key, rather than made too small to read.
    """
    drawn = mark_safe(_drawn(name))  # noqa: S308 — files of this repository
    if _NARROW in drawn:
        return format_html(_FIGURE, "", "", drawn, words)
    reach = format_html(' tabindex="0" role="group" aria-label="{}"', words)
    return format_html(_FIGURE, " is-wide", reach, drawn, words)


@lru_cache(64)
def _drawn(name: str) -> str:
    """The words below say what it shows, so the drawing itself is silent."""
    drawn = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return drawn.strip().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
