"""A row of a list of houses, read and checked. Pure: the city and the day are passed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from appeals.registry import values
from appeals.registry.addresses import Address
from appeals.registry.layouts import Layout
from appeals.registry.problems import Problem
from appeals.registry.row_address import address_of
from appeals.registry.tables import Row
from appeals.registry.wording import cleaned

_OLDEST_YEAR = 1600
_MOST_FLOORS, _MOST_FLATS, _MOST_AREA = 120, 9_999, 1_000_000
_EARLIEST_CONTRACT = date(1950, 1, 1)
_MEND = "исправьте или очистите ячейку"
_FORMERLY = re.compile(r"\((?:бывш|быв|ранее|прежде|старое)[а-яё]*\.?\s+([^()]+)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """The city a list must belong to, and the day it is read on."""

    name: str
    today: date
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 60.0
    # A house whose point is far away is refused, or (True) taken without a point.
    drop_far_points: bool = False


@dataclass(slots=True)
class HouseRow:
    """One house of the list."""

    line: int
    address: Address
    source_address: str
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    built_year: int | None = None
    floors: int | None = None
    flats: int | None = None
    area_m2: float | None = None
    heat_line: str = ""
    outside_id: str = ""
    company: str = ""
    company_id: str = ""
    since: date | None = None
    source_date: date | None = None
    # What the street was called before: «ул. Лекарская».
    old_streets: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def fullness(self) -> tuple[bool, bool, date, int]:
        """Which of two rows of one house knows more."""
        known = (self.built_year, self.floors, self.flats, self.area_m2, self.since)
        filled = sum(value is not None for value in known) + len(self.facts)
        has_point = self.latitude is not None
        return bool(self.company), has_point, self.source_date or date.min, filled


class Reader:
    """Reads rows one after another and remembers what was wrong."""

    def __init__(self, layout: Layout, frame: Frame, header: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self._layout, self._frame, self._header = layout, frame, header

    def read(self, row: Row) -> HouseRow | None:
        """The house of a row, or None with the reasons among `problems`."""
        before = len(self.problems)
        house = self._house(row)
        refused = any(problem.refuses for problem in self.problems[before:])
        return None if refused else house

    def _house(self, row: Row) -> HouseRow | None:
        width = len(row.cells)
        if width > self._layout.width and any(row.cells[self._layout.width :]):
            self._refuse(
                row,
                "broken_row",
                f"Столбцов {width}, а в заголовке {self._layout.width}: уберите лишний "
                "разделитель или возьмите текст в кавычки.",
            )
            return None
        told = address_of(row, self._layout, self._frame.name)
        if told.reason:
            self._refuse(row, told.reason, told.sentence, told.value, told.field)
            if told.reason == "no_address":
                return None
        value = self._layout.value
        house = HouseRow(
            line=row.line,
            address=told.address,
            source_address=told.text,
            district=value(row, "district"),
            outside_id=value(row, "outside_id"),
            heat_line=" ".join(value(row, "heat_line").split())[:200],
            company=" ".join(value(row, "company").split()),
            company_id=value(row, "company_id").rstrip("/").rsplit("/", 1)[-1],
            source_date=values.day(value(row, "source_date")),
            old_streets=old_names(value(row, "old_street"), told.text),
            facts=self._layout.facts_of(row),
        )
        self._point(row, house)
        house.floors = self._integer(row, "floors", _MOST_FLOORS)
        house.flats = self._integer(row, "flats", _MOST_FLATS)
        house.area_m2 = self._area(row)
        house.built_year = self._built(row)
        house.since = self._since(row)
        return house

    def _point(self, row: Row, house: HouseRow) -> None:
        latitude, longitude = (self._layout.value(row, name) for name in ("latitude", "longitude"))
        if not latitude and not longitude:
            self._remark(row, "no_point", "Координат нет: дом будет без точки на карте.")
            return
        try:
            point = values.number(latitude), values.number(longitude)
        except values.NotANumber:
            sentence = "Координаты не читаются: нужны градусы, например 53.1950 и 45.0190."
            self._refuse(row, "bad_point", sentence, f"{latitude}; {longitude}", "latitude")
            return
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            sentence = (
                "Таких координат нет: проверьте, не потеряна ли точка и не перепутаны ли столбцы."
            )
            self._refuse(row, "bad_point", sentence, f"{latitude}; {longitude}", "latitude")
            return
        house.latitude, house.longitude = point
        if self._frame.latitude is not None and self._frame.longitude is not None:
            away = kilometres(point, (self._frame.latitude, self._frame.longitude))
            if away > self._frame.radius_km:
                self._far(row, house, away, f"{latitude}; {longitude}")

    def _far(self, row: Row, house: HouseRow, away: float, shown: str) -> None:
        sentence = (
            f"Точка в {away:.0f} км от центра города (допускается {self._frame.radius_km:.0f}): "
            f"{house.source_address}"
        )
        if self._frame.drop_far_points:
            house.latitude = house.longitude = None
            self._remark(row, "far", f"{sentence}. Дом взят без точки.", shown, "latitude")
        else:
            self._refuse(row, "far", f"{sentence}. Исправьте координаты.", shown, "latitude")

    def _integer(self, row: Row, field_name: str, most: int) -> int | None:
        text = self._layout.value(row, field_name)
        if not text:
            return None
        try:
            return values.integer(text, most=most) or None
        except values.NotANumber:
            sentence = (
                f"«{self.column(field_name)}»: «{text}» — не целое число от 0 до {most}: {_MEND}."
            )
            self._refuse(row, "bad_number", sentence, text, field_name)
            return None

    def _area(self, row: Row) -> float | None:
        text = self._layout.value(row, "area_m2")
        if not text:
            return None
        try:
            area = values.number(text)
        except values.NotANumber:
            area = -1.0
        if not 0 <= area <= _MOST_AREA:
            sentence = f"«{self.column('area_m2')}»: «{text}» — такой площади не бывает: {_MEND}."
            self._refuse(row, "bad_number", sentence, text, "area_m2")
        return area or None

    def _built(self, row: Row) -> int | None:
        text = self._layout.value(row, "built_year")
        if not text or text == "0":
            return None
        try:
            built = values.year(text)
        except values.NotANumber:
            built = 0
        if built < _OLDEST_YEAR:
            sentence = f"«{self.column('built_year')}»: «{text}» — не год постройки: {_MEND}."
            self._refuse(row, "bad_number", sentence, text, "built_year")
        elif built > self._frame.today.year:
            sentence = f"Год постройки {built} ещё не наступил: {_MEND}."
            self._refuse(row, "future_year", sentence, text, "built_year")
        return built

    def _since(self, row: Row) -> date | None:
        text = self._layout.value(row, "since")
        if not text:
            return None
        since = values.day(text)
        latest = self._frame.today + timedelta(days=366)
        if since is None or not _EARLIEST_CONTRACT <= since <= latest:
            sentence = f"Дата начала управления «{text}» невозможна: взято без даты."
            self._remark(row, "bad_date", sentence, text, "since")
            return None
        return since

    def column(self, field_name: str) -> str:
        """The name that the file gives to a field; empty where it has none."""
        place = self._layout.places.get(field_name)
        return self._header[place] if place is not None else ""

    def _refuse(
        self, row: Row, reason: str, sentence: str, value: str = "", field_name: str = ""
    ) -> None:
        column = self.column(field_name) if field_name else ""
        self.problems.append(Problem(row.line, reason, sentence, True, column, value))

    def _remark(
        self, row: Row, reason: str, sentence: str, value: str = "", field_name: str = ""
    ) -> None:
        column = self.column(field_name) if field_name else ""
        self.problems.append(Problem(row.line, reason, sentence, False, column, value))


def old_names(told: str, address: str) -> tuple[str, ...]:
    """A street's former names: a column's, divided by «;», or «(бывш. Лекарская)» of the address."""
    texts = [*told.split(";"), *(found[1] for found in _FORMERLY.finditer(address))]
    return tuple(dict.fromkeys(name for text in texts if (name := cleaned(text))))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two points on the Earth."""
    lat1, lon1, lat2, lon2 = (radians(value) for value in (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(half))
