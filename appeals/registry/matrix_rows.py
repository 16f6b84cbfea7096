"""A row of a house × service matrix, read and checked by itself. Pure: the town is passed in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from appeals.registry import values
from appeals.registry.addresses import Address
from appeals.registry.layouts import Layout, folded_name
from appeals.registry.problems import Problem
from appeals.registry.row_address import RowAddress, address_of
from appeals.registry.tables import Row

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 1, 1)
_INN = re.compile(r"\d{10}|\d{12}")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of the matrix as a file tells it; `until` is the first day it no longer holds."""

    line: int
    address: str
    # The same taken apart; None: the house is named by its code alone.
    parsed: Address | None
    code: str
    service: str
    organisation: str
    inn: str
    company_id: str
    since: date | None
    until: date | None

    @property
    def place(self) -> str:
        """How the file names the house."""
        return self.address or f"код {self.code}"


class MatrixReader:
    """Reads rows one after another and remembers what was wrong.

    `services` is every name a service may have, folded → its code.
    """

    def __init__(
        self, layout: Layout, town: str, services: Mapping[str, str], header: Sequence[str]
    ) -> None:
        self.problems: list[Problem] = []
        self._layout, self._town, self._services = layout, town, services
        self._header = header

    def read(self, row: Row) -> MatrixRow | None:
        """The line of a row, or None with the reasons among `problems`."""
        before = len(self.problems)
        width = self._layout.width
        if len(row.cells) > width and any(row.cells[width:]):
            self.refuse(
                row.line,
                "broken_row",
                f"Столбцов {len(row.cells)}, а в заголовке {width}: уберите лишний разделитель.",
            )
            return None
        value = self._layout.value
        told, code = self._address(row), value(row, "outside_id")
        organisation, inn = " ".join(value(row, "organisation").split()), value(row, "inn")
        company_id = value(row, "company_id")
        if not (organisation or inn or company_id):
            names = ("organisation", "inn", "company_id")
            field = next(name for name in names if name in self._layout.places)
            sentence = "Организация не названа: впишите название или ИНН."
            self.refuse(row.line, "unknown_organisation", sentence, "", field)
        if inn and not _INN.fullmatch(inn):
            sentence = f"«{inn}» не ИНН: в нём 10 или 12 цифр."
            self.refuse(row.line, "bad_inn", sentence, inn, "inn")
        service = self._service(row)
        since, until = self._day(row, "since"), self._day(row, "until")
        if since and until and until < since:
            sentence = "Последний день раньше первого: поменяйте даты местами."
            self.refuse(row.line, "date_order", sentence, value(row, "until"), "until")
        if len(self.problems) > before:
            return None
        end = until + _DAY if until else None
        text, parsed = (told.text, told.address) if told else ("", None)
        return MatrixRow(
            row.line, text, parsed, code, service, organisation, inn, company_id, since, end
        )

    def refuse(
        self, line: int, reason: str, sentence: str, value: str = "", field: str = ""
    ) -> None:
        """Note why a row is not taken, with the column to look at."""
        self.problems.append(Problem(line, reason, sentence, True, self.column(field), value))

    def column(self, field: str) -> str:
        """The name that the file gives to a field."""
        place = self._layout.places.get(field)
        return self._header[place] if place is not None else ""

    def place_field(self, row: MatrixRow) -> str:
        """The field by which a row names its house."""
        if not row.address:
            return "outside_id"
        return self._layout.address_field

    def _address(self, row: Row) -> RowAddress | None:
        if not (self._layout.value(row, "address") or self._layout.value(row, "street")):
            if not self._layout.value(row, "outside_id"):
                field = next(
                    name for name in ("address", "street", "outside_id")
                    if name in self._layout.places
                )  # fmt: skip
                sentence = "Дом не назван: впишите адрес или код дома."
                self.refuse(row.line, "no_address", sentence, "", field)
            return None
        told = address_of(row, self._layout, self._town)
        if told.reason:
            self.refuse(row.line, told.reason, told.sentence, told.value, told.field)
        return told

    def _service(self, row: Row) -> str:
        text = self._layout.value(row, "service")
        code = self._services.get(folded_name(text), "")
        if not text:
            sentence = "Услуга не названа: впишите её, например «Холодная вода»."
            self.refuse(row.line, "unknown_service", sentence, "", "service")
        elif not code:
            sentence = (
                f"Услуги «{text[:60]}» в каталоге нет. Возможные названия — на странице загрузки."
            )
            self.refuse(row.line, "unknown_service", sentence, text, "service")
        return code

    def _day(self, row: Row, field: str) -> date | None:
        text = self._layout.value(row, field)
        if not text:
            return None
        found = values.day(text)
        if found is None or not EARLIEST <= found <= LATEST:
            sentence = f"«{text[:30]}» не дата: нужна такая — 01.09.2026."
            self.refuse(row.line, "bad_date", sentence, text, field)
            return None
        return found
