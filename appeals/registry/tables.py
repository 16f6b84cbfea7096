"""Reading an exported table: CSV (also .gz), XLSX or ODS, UTF-8 or cp1251, any delimiter."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

import openpyxl

from appeals.registry import ods, packed

_CHUNK = 1 << 20
MAX_BYTES = 2 << 30
MAX_ROWS = 10_000_000
# No written cell of a spreadsheet is shorter than this.
_LEAST_CELL = 8
_DELIMITERS = (",", ";", "\t", "|")
_NAMES_OF_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1251": "Windows-1251"}

# What reading a damaged or forged archive may end with (a broken XML is a SyntaxError).
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError,
    IndexError, TypeError, ValueError, OSError, SyntaxError,
)  # fmt: skip

csv.field_size_limit(1 << 20)


class BadFile(Exception):
    """The file cannot be read as a table at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the number of the line it begins on, as an editor or a spreadsheet counts."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and a way to walk the rows again and again without holding them all."""

    path: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str = ""
    most_bytes: int = MAX_BYTES
    most_rows: int = MAX_ROWS

    def rows(self) -> Iterator[Row]:
        """The rows below the header, empty ones left out.

        Raises:
            BadFile: damaged on the way, or longer than it may be.
        """
        walk = self._walk()
        next(walk)
        count = 0
        for row in walk:
            if any(row.cells):
                count += 1
                if count > self.most_rows:
                    raise BadFile(f"Строк больше {self.most_rows}. Разделите файл на части.")
                yield row

    def _walk(self) -> Iterator[Row]:
        if self.encoding in _BOOKS:
            return _BOOKS[self.encoding](self.path, self.most_bytes)
        return _lines(self.path, self.encoding, self.delimiter)

    def length(self) -> int | None:
        """About how many rows there are, without reading them as rows; None where it is not said."""
        if self.encoding in _BOOKS:
            return _told_length(self.path) if self.encoding == "xlsx" else None
        with _opened(self.path) as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))

    @property
    def described(self) -> str:
        """«CSV, Windows-1251, разделитель «;»»."""
        if self.encoding in _BOOKS:
            return self.encoding.upper()
        shown = "табуляция" if self.delimiter == "\t" else f"«{self.delimiter}»"
        return f"CSV, {_NAMES_OF_ENCODINGS[self.encoding]}, разделитель {shown}"


def open_table(path: Path, *, most_bytes: int = MAX_BYTES, most_rows: int = MAX_ROWS) -> Table:
    """Find out what the file is and read its header; BadFile when it is no table.

    `most_bytes`: unpacked; who sends a file through a page is given less than who has the server.
    """
    if not path.is_file():
        raise BadFile(f"Файла {path} нет.")
    if path.stat().st_size == 0:
        raise BadFile("Файл пуст.")
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"PK"):
        kind = _kind_of_book(path, most_bytes)
        return Table(path, _header(_BOOKS[kind](path, most_bytes)), kind, "", most_bytes, most_rows)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile("Это старый формат XLS. Сохраните таблицу как XLSX или CSV.")
    encoding = _encoding(path, most_bytes)
    delimiter = _delimiter(path, encoding)
    header = _header(_lines(path, encoding, delimiter))
    return Table(path, header, encoding, delimiter, most_bytes, most_rows)


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _encoding(path: Path, most_bytes: int) -> str:
    """UTF-8 when every byte of the file agrees, else cp1251; UTF-16 by its mark; not binary."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size, utf8 = 0, True
    try:
        with _opened(path) as file:
            is_utf16 = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        with _opened(path) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > most_bytes:
                    raise BadFile(
                        f"Файл больше {packed.shown(most_bytes)}. Разделите его на части."
                    )
                if is_utf16:
                    continue
                if size <= _CHUNK and chunk.count(0) > len(chunk) // 100:
                    raise BadFile(
                        "Это не таблица: в файле двоичные данные. Нужен CSV, XLSX или ODS."
                    )
                if utf8:
                    utf8 = _agrees(decoder, chunk)
    except (OSError, EOFError) as error:
        raise BadFile(f"Файл не распаковывается: {error}.") from error
    if is_utf16:
        return "utf-16"
    return "utf-8-sig" if utf8 and _agrees(decoder, b"", final=True) else "cp1251"


def _agrees(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    """The one that divides the first line into most parts."""
    with io.TextIOWrapper(_opened(path), encoding=encoding, errors="replace") as text:
        first = text.readline(1 << 16)
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _header(rows: Iterator[Row]) -> tuple[str, ...]:
    first = next(rows, None)
    if first is None or not any(first.cells):
        raise BadFile("В первой строке нет названий столбцов.")
    return tuple(first.cells)


def _lines(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with io.TextIOWrapper(_opened(path), encoding=encoding, errors="replace", newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        begins = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise BadFile(f"Строка {reader.line_num}: {error}.") from error
            yield Row(begins, [_plain(cell) for cell in cells])
            begins = reader.line_num + 1


def _kind_of_book(path: Path, most_bytes: int) -> str:
    """xlsx or ods; BadFile for what would fill the memory once unpacked."""
    with _readable_book(), zipfile.ZipFile(path) as book:
        try:
            packed.look(book, most_bytes)
        except packed.Harmful as error:
            raise BadFile(str(error)) from error
        return "ods" if ods.is_ods(book) else "xlsx"


@contextmanager
def _readable_book() -> Iterator[None]:
    """What the block cannot read is a damaged book."""
    try:
        yield
    except _DAMAGE as error:
        raise BadFile(
            "Файл таблицы повреждён: он не открывается. Сохраните его заново как XLSX или CSV."
        ) from error


def _sheet(path: Path, most_bytes: int) -> Iterator[Row]:
    with path.open("rb") as file, _readable_book():
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0] if book.worksheets else None
        if sheet is None:
            raise BadFile("В книге нет ни одного листа.")
        width = 0
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            # A lone cell far to the right fills its row with thousands of empty ones.
            width += len(cells)
            if width > most_bytes // _LEAST_CELL:
                raise BadFile("В книге слишком много пустых ячеек. Сохраните таблицу как CSV.")
            yield Row(number, [_written(cell) for cell in cells])


def _ods(path: Path, most_bytes: int) -> Iterator[Row]:
    with _readable_book():
        for number, cells in ods.rows(path):
            yield Row(number, [_plain(cell) for cell in cells])


def _told_length(path: Path) -> int | None:
    """What the sheet says of itself; it may be wrong, and is only for a bar of progress."""
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True)
        return book.worksheets[0].max_row


def _written(cell: object) -> str:
    """A spreadsheet's value as somebody would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y %H:%M:%S") if cell.time() != cell.min.time() else _day(cell)
    if isinstance(cell, date):
        return _day(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _plain(str(cell))


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _plain(cell: str) -> str:
    return cell.replace("\0", "").strip()


_BOOKS = {"xlsx": _sheet, "ods": _ods}
