"""The map without scripts: a picture whose groups, appeals and edges are links."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from appeals import tiles
from appeals.tiles import PIXELS
from portal.map import base, districts, marks, shown
from portal.map.asked import FIRST_ZOOM, LAST_ZOOM, SIZE, Asked
from portal.map.shown import PLACES, Group, Single, View

# The home page's picture.
_SMALL = (480, 400)


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of the base and where it stands on the plane."""

    address: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A link on the plane: where, what it looks like, what it says, where it leads."""

    x: int
    y: int
    drawing: SafeString
    label: str
    href: str
    halo: float = 22.0


@dataclass(frozen=True, slots=True)
class Picture:
    """The plane with everything on it."""

    width: int
    height: int
    tiles: list[Tile]
    boundaries: list[str]
    marks: list[Mark]
    nearer: str
    farther: str
    ways: list[tuple[str, str, str]]
    credit: str


def picture(asked: Asked, view: View, size: tuple[int, int] = SIZE) -> Picture:
    """The plane of this viewport, its middle in the middle."""
    plane = Plane(asked, size)
    under = base.of_city()
    pictures = [
        Tile(
            under.tile(asked.zoom, column, row),
            round(column * PIXELS - plane.left),
            round(row * PIXELS - plane.top),
        )
        for row in range(view.window.top, view.window.bottom + 1)
        for column in range(view.window.left, view.window.right + 1)
    ]
    marked = [plane.group(group) for group in view.groups]
    marked += [plane.single(single) for single in view.singles]
    return Picture(
        *size,
        tiles=pictures,
        boundaries=[path for ring in districts.rings() if (path := plane.line(ring))],
        marks=[mark for mark in marked if 0 <= mark.x <= size[0] and 0 <= mark.y <= size[1]],
        nearer=asked.query(zoom=asked.zoom + 1) if asked.zoom < LAST_ZOOM else "",
        farther=asked.query(zoom=asked.zoom - 1) if asked.zoom > FIRST_ZOOM else "",
        ways=plane.ways(),
        credit=under.credit,
    )


def whole_city(today: date) -> tuple[Picture, View]:
    """The city of the last seven days in one small picture, for its home page."""
    extent = base.extent()
    latitude, longitude = extent.middle
    zoom = tiles.fitting(extent, (_SMALL[0] - 60, _SMALL[1] - 60), most=15)
    box = tiles.box_of(latitude, longitude, zoom, _SMALL)
    asked = Asked(lat=latitude, lon=longitude, zoom=zoom, box=box)
    view = shown.view(asked, today)
    return picture(asked, view, _SMALL), view


class Plane:
    """Degrees as pixels of the plane."""

    def __init__(self, asked: Asked, size: tuple[int, int]) -> None:
        self.asked, self.size = asked, size
        self.middle = tiles.pixel(asked.lat, asked.lon, asked.zoom)
        self.left, self.top = self.middle[0] - size[0] / 2, self.middle[1] - size[1] / 2

    def place(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a point stands."""
        x, y = tiles.pixel(latitude, longitude, self.asked.zoom)
        return round(x - self.left), round(y - self.top)

    def group(self, group: Group) -> Mark:
        """A ring that leads nearer; the closest one leads to the list of its place."""
        zoom = min(LAST_ZOOM, max(self.asked.zoom + 2, 17 if group.tone else 0))
        there = group.place if group.place is not None and self.asked.zoom >= PLACES else None
        href = self.asked.query(
            zoom=zoom if there is None else self.asked.zoom,
            lat=group.latitude,
            lon=group.longitude,
            place=there,
        )
        ring = marks.ring(group.red, group.green)
        drawing = (
            marks.single(group.tone) if group.tone else marks.drawn(ring, group.red + group.green)
        )
        label = (
            _("{count}: в работе {red}, выполнено {green}. Показать список")
            if there is not None
            else _("{count}: в работе {red}, выполнено {green}. Приблизить")
        ).format(count=group.red + group.green, red=group.red, green=group.green)
        x, y = self.place(group.latitude, group.longitude)
        return Mark(x, y, drawing, label, f"?{href}", 22.0 if group.tone else ring.halo)

    def single(self, single: Single) -> Mark:
        """An appeal that leads to its card."""
        x, y = self.place(single.latitude, single.longitude)
        drawing = marks.single(single.tone)
        return Mark(x, y, drawing, single.words, f"/appeals/{single.number}/")

    def line(self, ring: districts.Ring) -> str:
        """A boundary as a path, empty when it is nowhere near."""
        points = [self.place(latitude, longitude) for longitude, latitude in ring]
        width, height = self.size
        if not any(-width < x < 2 * width and -height < y < 2 * height for x, y in points):
            return ""
        return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"

    def ways(self) -> list[tuple[str, str, str]]:
        """Where one can go from here: a word, a sign, an address."""
        found = []
        for name, sign, across, down in (
            (_("Севернее"), "↑", 0, -1),
            (_("Западнее"), "←", -1, 0),
            (_("Восточнее"), "→", 1, 0),
            (_("Южнее"), "↓", 0, 1),
        ):
            x = self.middle[0] + across * 240
            y = self.middle[1] + down * 240
            latitude, longitude = tiles.point(x, y, self.asked.zoom)
            found.append((name, sign, f"?{self.asked.query(lat=latitude, lon=longitude)}"))
        return found
