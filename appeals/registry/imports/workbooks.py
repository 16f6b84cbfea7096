"""Workbooks a person takes away: the rows to mend with their wrong cells marked, and all changes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from appeals.registry.imports.findings import Change
from appeals.registry.problems import Problem
from appeals.registry.tables import Table

KINDS = {
    "created": "новый дом",
    "updated": "изменён",
    "gone": "нет в файле, остаётся",
    "company": "новая организация",
    "line_created": "новая запись матрицы",
    "line_updated": "запись матрицы изменена",
    "line_ended": "запись матрицы закончена",
}
# The last columns of the sheet of mistakes; a list that comes back with them is read without them.
LINE, MEND = "Строка файла", "Что исправить"
_MEND_WIDTH = 80
# A spreadsheet's cell holds no more.
_LONGEST_CELL = 32_000


def write_wrong(table: Table, problems: Iterable[Problem], path: Path) -> None:
    """The refused rows, and apart those taken with a remark; the cells in question are coloured."""
    by_line: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_line[problem.line].append(problem)
    with xlsxwriter.Workbook(str(path), _options()) as book:
        refused = _Sheet(book, "Исправить", table.header, book.add_format(_REFUSED))
        remarked = _Sheet(book, "Замечания", table.header, book.add_format(_REMARKED))
        for row in table.rows():
            if found := by_line.get(row.line):
                sheet = refused if any(problem.refuses for problem in found) else remarked
                sheet.add(row.line, row.cells, found)


def digest_of(changes: Iterable[Change]) -> str:
    """Equal for equal changes, whatever they are."""
    digest = hashlib.sha256()
    for change in changes:
        digest.update("\x1f".join((*_cells(change), "\n")).encode())
    return digest.hexdigest()


def write_changes(changes: Iterable[Change], path: Path) -> dict[str, list[Change]]:
    """Everything that becomes different; the answer is the first few of each kind."""
    first: dict[str, list[Change]] = defaultdict(list)
    with xlsxwriter.Workbook(str(path), _options()) as book:
        sheet = book.add_worksheet("Изменения")
        head = book.add_format(_HEAD)
        sheet.freeze_panes(1, 0)
        for place, width in enumerate((26, 44, 44, 30, 30)):
            sheet.set_column(place, place, width)
        for place, title in enumerate(("Что", "Дом", "Поле, услуга", "Было", "Станет")):
            sheet.write_string(0, place, title, head)
        for number, change in enumerate(changes, 1):
            for place, cell in enumerate(_cells(change)):
                if cell:
                    sheet.write_string(number, place, cell[:_LONGEST_CELL])
            if len(first[change.kind]) < SHOWN:
                first[change.kind].append(change)
    return dict(first)


def _cells(change: Change) -> tuple[str, ...]:
    return KINDS[change.kind], change.place, change.subject, change.was, change.becomes


# So many of each kind are shown on the page.
SHOWN = 20
_HEAD = {"bold": True, "bg_color": "#E8EDF2", "text_wrap": True, "valign": "top"}
_REFUSED = {"bg_color": "#F9D4D0"}
_REMARKED = {"bg_color": "#FBEBC4"}


class _Sheet:
    """Rows of the file as they were, and behind them their number and what to do."""

    def __init__(
        self, book: xlsxwriter.Workbook, title: str, header: Iterable[str], mark: Any
    ) -> None:
        self._sheet, self._mark, self._next = book.add_worksheet(title), mark, 1
        self._places = {name: place for place, name in reversed(list(enumerate(header)))}
        self._width = len(list(header))
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format(_HEAD)
        for place, name in enumerate([*header, LINE, MEND]):
            self._sheet.write_string(0, place, name[:_LONGEST_CELL], head)
        self._sheet.set_column(0, max(self._width - 1, 0), 18)
        self._sheet.set_column(self._width + 1, self._width + 1, _MEND_WIDTH)
        self._sheet.freeze_panes(1, 0)

    def add(self, line: int, cells: Iterable[str], found: list[Problem]) -> None:
        """One row of the file with what is wrong."""
        wrong = set(self._wrong(found))
        kept = [*cells][: self._width]
        kept += [""] * (self._width - len(kept))
        for place, cell in enumerate(kept):
            if place in wrong:
                self._sheet.write_string(self._next, place, cell[:_LONGEST_CELL], self._mark)
            elif cell:
                self._sheet.write_string(self._next, place, cell[:_LONGEST_CELL])
        self._sheet.write_number(self._next, self._width, line)
        sentences = " ".join(dict.fromkeys(problem.sentence for problem in found))
        self._sheet.write_string(
            self._next, self._width + 1, sentences[:_LONGEST_CELL], self._wrapped
        )
        self._next += 1

    def _wrong(self, found: list[Problem]) -> Iterator[int]:
        """The columns to look at; a problem of the whole row marks its first cell."""
        for problem in found:
            yield self._places.get(problem.column, 0)


def _options() -> dict[str, Any]:
    # Row by row onto the disk: memory stays the same whatever the length.
    return {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
