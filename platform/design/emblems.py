"""The emblems the platform has drawn: a city's branding names one of them."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "static" / "design" / "emblems"
PLAIN = "plain"


@cache
def path(name: str) -> str:
    """The static path of an emblem; the plain shield for an unknown name."""
    return f"design/emblems/{file(name).name}"


@cache
def file(name: str) -> Path:
    """Where the drawing of an emblem stands; the plain shield for an unknown name."""
    known = name.isidentifier() and (_FOLDER / f"{name}.svg").is_file()
    return _FOLDER / f"{name if known else PLAIN}.svg"


def names() -> list[str]:
    """What a city may choose from."""
    return sorted(path.stem for path in _FOLDER.glob("*.svg"))
