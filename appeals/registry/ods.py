"""Reading a table of LibreOffice or МойОфис (ODS) row by row, as it is seen on the screen."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
# A row that stands for many: so many copies are read, and so many equal cells of it.
_MOST_ROWS_REPEATED, _MOST_CELLS_REPEATED = 1000, 200

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def is_ods(packed: zipfile.ZipFile) -> bool:
    """Whether an archive is such a table."""
    return "mimetype" in packed.namelist() and packed.read("mimetype")[:60].startswith(MIMETYPE)


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row of the first sheet; empty rows are counted and left out."""
    with zipfile.ZipFile(path) as packed, packed.open("content.xml") as file:
        number = 0
        for _, element in ElementTree.iterparse(file):  # noqa: S314 — sizes are checked before
            if element.tag == f"{_TABLE}table":
                return
            elif element.tag == f"{_TABLE}table-row":
                cells = _cells(element)
                times = _times(element, f"{_TABLE}number-rows-repeated")
                for copy in range(min(times, _MOST_ROWS_REPEATED) if any(cells) else 0):
                    yield number + copy + 1, cells
                number += times
                element.clear()


def _cells(row: ElementTree.Element) -> list[str]:
    found: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = _times(cell, f"{_TABLE}number-columns-repeated")
        found.extend([_shown(cell)] * min(times, _MOST_CELLS_REPEATED))
    while found and not found[-1]:
        found.pop()
    return found


def _shown(cell: ElementTree.Element) -> str:
    """A cell's value as somebody would type it."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        number = cell.get(f"{_OFFICE}value", "")
        return number.removesuffix(".0")
    if kind == "date" and (day := cell.get(f"{_OFFICE}date-value")):
        return _day(day)
    return " ".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p")).strip()


def _day(written: str) -> str:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return at.strftime("%d.%m.%Y %H:%M:%S" if "T" in written else "%d.%m.%Y")


def _times(element: ElementTree.Element, name: str) -> int:
    told = element.get(name, "1")
    return int(told) if told.isdecimal() and len(told) < 8 else 1
