"""The emblems the platform has drawn: a city's branding names one of them."""

from functools import cache
from pathlib import Path

from django.templatetags.static import static

from tenants.isolation.scope import Branding

_FOLDER = Path(__file__).parent / "static" / "design" / "emblems"
PLAIN = "plain"


def address(branding: Branding) -> str:
    """Where a page finds a city's emblem: its own, or one of ours."""
    if branding.emblem_version:
        return f"/emblem-{branding.emblem_version}-104.png"
    return static(path(branding.emblem))


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
