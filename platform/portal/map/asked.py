"""What an address of the map asks for: where to look, what to show. Anything odd is left out.

The same names stand in the page's address, in its filter form, in links of groups and in the question
for cells, so that a map can be sent to somebody, opened without scripts, or gone back to.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import isfinite
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appeals.insight.map.choice import COLOURS, Choice
from appeals.insight.map.finding import After
from appeals.models import Category
from appeals.tiles import Box, Window, box_of, fitting
from appeals.workflow import Colour
from portal.map import base

# The plane of the page without scripts; a city is shown whole on it at first.
SIZE = (1040, 736)
FIRST_ZOOM, LAST_ZOOM = 9, 18
_MOST_TILES = 300
PERIODS = {
    "today": _("Сегодня"),
    "week": _("7 дней"),
    "month": _("30 дней"),
    "year": _("С начала года"),
    "all": _("За всё время"),
}
PERIOD = "week"
STATES = {"work": Colour.RED, "done": Colour.GREEN}


class TooMuch(ValueError):
    """A rectangle so large at its zoom that no screen shows it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, the middle of the map and its zoom; a rectangle and a place where they are named."""

    sector: str = ""
    category: str = ""
    period: str = PERIOD
    states: tuple[str, ...] = tuple(STATES)
    strict: bool = False
    lat: float = 0.0
    lon: float = 0.0
    zoom: int = FIRST_ZOOM
    box: Box | None = None
    # One square of the finest level: the list is about this place alone.
    place: int | None = None
    after: After | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """Read an address; without a place the whole city."""
        states = tuple(name for name in STATES if name in query.getlist("state"))
        period = query.get("period", "")
        box = _box(query.get("bbox", ""))
        zoom = _whole(query.get("z", ""), LAST_ZOOM)
        lat, lon = _number(query.get("lat", ""), 85), _number(query.get("lon", ""), 180)
        if box is not None:
            lat, lon = box.middle
        if lat is None or lon is None:
            city = base.extent()
            lat, lon = city.middle
            zoom = zoom or fitting(city, SIZE, most=15)
        return cls(
            sector=_code(query.get("sector", "")),
            category=_code(query.get("category", "")),
            period=period if period in PERIODS else PERIOD,
            states=states or tuple(STATES),
            strict=query.get("strict", "") == "on",
            lat=lat,
            lon=lon,
            zoom=max(FIRST_ZOOM, zoom or 15),
            box=box,
            place=_whole(query.get("place", ""), 1 << 40),
            after=_after(query.get("after", "")),
        )

    def window(self) -> Window:
        """The tiles that are answered: the rectangle's, or the plane's around the middle.

        Raises:
            TooMuch: more tiles than any screen shows.
        """
        box = self.box or box_of(self.lat, self.lon, self.zoom, SIZE)
        window = Window.around(box, self.zoom)
        if window.columns * window.rows > _MOST_TILES:
            raise TooMuch
        return window

    def choice(self, today: date) -> Choice:
        """The filters on this day; an unknown theme or sector chooses nothing at all."""
        themes: tuple[int, ...] = ()
        if self.sector or self.category:
            rows = Category.objects.filter(is_group=False)
            if self.sector:
                rows = rows.filter(sector__code=self.sector)
            if self.category:
                rows = rows.filter(code=self.category) | rows.filter(parent__code=self.category)
            themes = tuple(rows.order_by("pk").values_list("pk", flat=True)) or (-1,)
        since = {
            "today": today,
            "week": today - timedelta(days=6),
            "month": today - timedelta(days=29),
            "year": date(today.year, 1, 1),
        }.get(self.period)
        colours = tuple(colour for name, colour in STATES.items() if name in self.states)
        return Choice(themes, since, colours or COLOURS, self.strict)

    def query(self, **changes: object) -> str:
        """The address's question with some of it changed; what is usual is left out."""
        new = replace(self, **{"after": None, "place": None, "box": None, **changes})  # type: ignore[arg-type]
        told: list[tuple[str, object]] = [
            ("lat", f"{new.lat:.5f}"),
            ("lon", f"{new.lon:.5f}"),
            ("z", new.zoom),
        ]
        told += new.filters()
        if new.place is not None:
            told.append(("place", new.place))
        if new.after is not None:
            told.append(("after", f"{new.after.status_at.isoformat()}~{new.after.id}"))
        return urlencode(told)

    def filters(self) -> list[tuple[str, object]]:
        """The filters that are set, by their names in the address."""
        told: list[tuple[str, object]] = []
        if self.sector:
            told.append(("sector", self.sector))
        if self.category:
            told.append(("category", self.category))
        if self.period != PERIOD:
            told.append(("period", self.period))
        if len(self.states) < len(STATES):
            told += [("state", name) for name in self.states]
        if self.strict:
            told.append(("strict", "on"))
        return told

    @property
    def place_lat(self) -> str:
        """The middle for a form and a script: a point, whatever the language."""
        return f"{self.lat:.5f}"

    @property
    def place_lon(self) -> str:
        """The same for the longitude."""
        return f"{self.lon:.5f}"

    @property
    def wider_period(self) -> str:
        """The next longer period; empty when there is none."""
        names = list(PERIODS)
        following = names.index(self.period) + 1
        return names[following] if following < len(names) else ""


def _code(text: str) -> str:
    """A code as it may stand in the catalogue; what no catalogue holds chooses nothing."""
    return text[:60].replace("\0", "?")


def _number(text: str, most: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) <= most else None


def _whole(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def _box(text: str) -> Box | None:
    parts = text.split(",")
    if len(parts) != 4:
        return None
    west, south, east, north = (
        _number(part, most) for part, most in zip(parts, (180, 90, 180, 90), strict=True)
    )
    if west is None or south is None or east is None or north is None:
        return None
    return Box(south, west, north, east) if south < north and west < east else None


def _after(text: str) -> After | None:
    moment, _, identifier = text.partition("~")
    number = _whole(identifier, 1 << 50)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return After(at, number) if number is not None and at.tzinfo is not None else None
