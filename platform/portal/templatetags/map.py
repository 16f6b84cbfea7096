"""{% load map %}: small pictures of a place, without scripts."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from appeals import tiles
from appeals.tiles import PIXELS, Window
from portal.map import base, marks, picture

register = template.Library()

_SIZE = (512, 224)
_ZOOM = 16


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the base and where it stands."""

    address: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place with what lies around it, in pixels."""

    width: int
    height: int
    middle_x: int
    middle_y: int
    tiles: list[Tile]
    credit: str
    zoom: int
    latitude: str
    longitude: str


@register.simple_tag
def snippet(lat: float, lon: float, zoom: int = _ZOOM) -> Snippet:
    """The tiles around a point; the point itself is the middle of the picture."""
    width, height = _SIZE
    under = base.of_city()
    window = Window.across(lat, lon, zoom, _SIZE)
    x, y = tiles.pixel(lat, lon, zoom)
    left, top = x - width / 2, y - height / 2
    pictures = [
        Tile(
            under.tile(zoom, column, row),
            round(column * PIXELS - left),
            round(row * PIXELS - top),
        )
        for row in range(window.top, window.bottom + 1)
        for column in range(window.left, window.right + 1)
    ]
    return Snippet(
        width, height, width // 2, height // 2, pictures, under.credit, zoom, f"{lat:.5f}", f"{lon:.5f}",
    )  # fmt: skip


@register.simple_tag
def mark(state: str = "", level: int = 0) -> SafeString:
    """The shape of a status inside a picture, around its (0, 0)."""
    return marks.single(marks.tone(str(state or ""), level))


@register.simple_tag(takes_context=True)
def whole_city(context: template.Context) -> dict[str, object]:
    """The city of the last seven days: the picture and its sums."""
    now = context.get("now") or timezone.now()
    drawn, view = picture.whole_city(timezone.localdate(now))
    return {"picture": drawn, "red": view.red, "green": view.green}


@register.inclusion_tag("portal/parts/small_map.html")
def small_map(
    lat: float | None, lon: float | None, state: str = "", label: str = ""
) -> dict[str, object]:
    """`{% small_map house.latitude house.longitude "" house.address %}`; nothing without a point."""
    return {"lat": lat, "lon": lon, "state": state, "label": label}
