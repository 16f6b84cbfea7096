"""Tables for a spreadsheet: text stays text, whatever it begins with.

A cell that begins like a formula would be carried out by the program that opens it: it gets an
apostrophe before it, which such programs take for «text» and do not show. A phone written +7… and a
number are no formula and stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HARMLESS = re.compile(r"\+7[\d ()\-]{10,17}|[+\-−]?\d+([.,]\d+)?( ?%)?")


def cell(value: object) -> str:
    """What a cell holds, with nothing that a program would carry out."""
    text = "" if value is None else str(value).replace("\x00", "")
    if text.lstrip(" \u00a0").startswith(_FORMULA) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def answer(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The table as a file that a Russian spreadsheet opens by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([cell(one) for one in head])
    writer.writerows([cell(one) for one in row] for row in rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
