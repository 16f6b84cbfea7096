"""Shapes drawn in the page itself: no request, no font, right in every colour scheme."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "templates" / "design" / "icons"


class NoSuchIcon(ValueError):
    """A template asked for a shape that was never drawn."""


@cache
def source(name: str) -> str:
    """The drawing without its opening `<svg`.

    Raises:
        NoSuchIcon: there is no such drawing.
    """
    path = _FOLDER / f"{name}.svg"
    if not name.isidentifier() or not path.is_file():
        raise NoSuchIcon(name)
    drawing = path.read_text(encoding="utf-8").strip()
    return drawing.removeprefix('<svg xmlns="http://www.w3.org/2000/svg"')


def names() -> list[str]:
    """Every shape there is, for the tests and the list in the docs."""
    return sorted(path.stem for path in _FOLDER.glob("*.svg"))
