"""The house book and the matrix as tables that can be mended and brought in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from appeals import catalogue
from appeals.models import House, Serving
from appeals.registry.cells import harmless
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

_CHUNK = 2000
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Export:
    """A table: the name of its file, its header, and the rows after a key."""

    name: str
    header: tuple[str, ...]
    page: Callable[[int], list[tuple[int, Cells]]]


def rows(export: Export, tenant: Tenant) -> Iterator[Cells]:
    """All rows, some thousands in a transaction: who reads slowly holds none."""
    last = 0
    while True:
        with scope.in_tenant(tenant):
            found = export.page(last)
        for _, cells in found:
            yield cells
        if len(found) < _CHUNK:
            return
        last = found[-1][0]


def as_csv(export: Export, tenant: Tenant) -> Iterator[str]:
    """Pieces of a CSV that a spreadsheet opens in Russian: UTF-8 with a mark, semicolons."""
    yield "\ufeff" + _line(export.header)
    batch: list[str] = []
    for cells in rows(export, tenant):
        batch.append(_line([harmless(cell) if isinstance(cell, str) else cell for cell in cells]))
        if len(batch) >= _CHUNK:
            yield "".join(batch)
            batch = []
    yield "".join(batch)


def as_xlsx(export: Export, tenant: Tenant, out: Any) -> None:
    """Write a workbook into a file, row by row."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(export.name.capitalize())
        head = book.add_format({"bold": True, "bg_color": "#E8EDF2"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(export.header) - 1, 18)
        sheet.set_column(0, 0, 44)
        for place, title in enumerate(export.header):
            sheet.write_string(0, place, title, head)
        for number, cells in enumerate(rows(export, tenant), 1):
            for place, cell in enumerate(cells):
                if isinstance(cell, int | float):
                    sheet.write_number(number, place, cell)
                elif cell:
                    sheet.write_string(number, place, str(cell))


def _houses(after: int) -> list[tuple[int, Cells]]:
    found = House.objects.filter(id__gt=after).order_by("id")[:_CHUNK]
    return [
        (
            house.pk,
            (
                house.address, house.district, house.outside_id, house.latitude, house.longitude,
                house.built_year, house.floors, house.flats, house.area_m2, house.heat_line,
                _day(house.source_date),
            ),
        )
        for house in found
    ]  # fmt: skip


def _matrix(after: int) -> list[tuple[int, Cells]]:
    names = {service.code: service.name.ru for service in catalogue.services()}
    found = Serving.objects.filter(id__gt=after).select_related("house", "organisation")
    return [
        (
            line.pk,
            (
                line.house.address, line.house.outside_id, names.get(line.service, line.service),
                line.organisation.name, line.organisation.inn, line.organisation.outside_id,
                _day(line.since), _day(line.last_day), line.source, line.ended_why,
            ),
        )
        for line in found.order_by("id")[:_CHUNK]
    ]  # fmt: skip


HOUSES = Export(
    "дома",
    (
        "Адрес", "Район", "Код дома", "Широта", "Долгота", "Год постройки", "Этажей", "Квартир",
        "Площадь", "Источник тепла", "Актуально на",
    ),
    _houses,
)  # fmt: skip
MATRIX = Export(
    "матрица",
    (
        "Адрес",
        "Код дома",
        "Услуга",
        "Организация",
        "ИНН",
        "Код организации",
        "С",
        "По",
        "Откуда",
        "Почему закончена",
    ),
    _matrix,
)
BY_NAME = {"houses": HOUSES, "matrix": MATRIX}


def _day(day: Any) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _line(cells: Cells) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(cells)
    return out.getvalue()
