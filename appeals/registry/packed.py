"""Books that were packed to harm: refused before anybody unpacks them into memory."""

from __future__ import annotations

import zipfile

# A workbook of ours has a dozen members; one of thousands is made to be slow.
_MOST_MEMBERS = 500
# Words, styles and the like are held in memory whole; rows are not.
_MOST_HELD = 32 << 20
_MOST_ROW = 4 << 20
_CHUNK = 1 << 20
_ROWS = ("xl/worksheets/", "content.xml")
_ENDS_OF_ROWS = (b"</row>", b"</table:table-row>", b"</sheetData>", b"</table:table>")
# Marks inside these would be taken for rows that ended; no program that saves tables writes them.
_NOT_READ = (b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<!ENTITY")
_LONGEST_MARK = 32


class Harmful(Exception):
    """Unpacking it would cost more than it is worth; the message says what to do."""


def look(packed: zipfile.ZipFile, most_bytes: int) -> None:
    """Look at the sizes of the members, and at the length of rows without keeping one.

    Raises:
        Harmful
    """
    members = packed.infolist()
    if len(members) > _MOST_MEMBERS:
        raise Harmful("В книге слишком много частей. Сохраните таблицу как CSV.")
    if sum(member.file_size for member in members) > most_bytes:
        raise Harmful(f"Книга больше {shown(most_bytes)}. Разделите её на части.")
    for member in members:
        if member.filename.startswith(_ROWS):
            _look_at_rows(packed, member)
        elif member.file_size > _MOST_HELD:
            raise Harmful("В книге слишком много разного текста. Сохраните таблицу как CSV.")


def shown(size: int) -> str:
    """«2 ГБ», «32 МБ»."""
    return f"{size >> 30} ГБ" if size >> 30 else f"{size >> 20} МБ"


def _look_at_rows(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A row is held whole while it is read."""
    since, tail = 0, b""
    with packed.open(member) as file:
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            if any(mark in piece for mark in _NOT_READ):
                raise Harmful("Таблица собрана необычно. Сохраните её как CSV.")
            end = max(piece.rfind(mark) for mark in _ENDS_OF_ROWS)
            since = len(piece) - end if end >= 0 else since + len(chunk)
            if since > _MOST_ROW:
                raise Harmful("В книге есть строка без конца. Сохраните таблицу как CSV.")
            tail = piece[-_LONGEST_MARK:]
