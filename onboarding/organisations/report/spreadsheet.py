"""The report as a spreadsheet: three sheets; every cell of words is text, whatever it begins with."""

import io
from typing import Any

import xlsxwriter

from onboarding.organisations.report.composing import Report
from onboarding.organisations.report.wording import HEAD, cells, title


def xlsx(report: Report) -> bytes:
    """The bytes of the file."""
    out = io.BytesIO()
    # A cell that begins with = + - @ stays text: nothing is turned into a formula, link or number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title(report)})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        _organisations(book.add_worksheet("Организации"), report, bold, plain)
        _stages(book.add_worksheet("Этапы"), report, bold, plain)
        _changes(book.add_worksheet("За неделю"), report, bold, plain)
    return out.getvalue()


def _organisations(sheet: Any, report: Report, bold: Any, plain: Any) -> None:
    for column, (word, width) in enumerate(HEAD):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, word, bold)
    for line, row in enumerate(report.rows, start=1):
        for column, text in enumerate(cells(row)):
            sheet.write_string(line, column, text, plain)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(report.rows)), len(HEAD) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&Lстр. &P из &N&R" + title(report).replace("&", "&&"))


def _stages(sheet: Any, report: Report, bold: Any, plain: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(2, 2, 90)
    for column, word in enumerate(("Этап", "Организаций", "Названия")):
        sheet.write_string(0, column, word, bold)
    for line, group in enumerate(report.groups, start=1):
        sheet.write_string(line, 0, group.word, plain)
        sheet.write_number(line, 1, len(group.rows), plain)
        sheet.write_string(line, 2, ", ".join(row.name for row in group.rows), plain)
    sheet.write_string(len(report.groups) + 2, 0, "Для главы города", bold)
    sheet.write_string(len(report.groups) + 2, 2, report.phrase, plain)


def _changes(sheet: Any, report: Report, bold: Any, plain: Any) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    since = f"с {report.since:%d.%m.%Y}" if report.since else "сравнить пока не с чем"
    sheet.write_string(0, 0, "Организация", bold)
    sheet.write_string(0, 1, f"Что изменилось, {since}", bold)
    for line, change in enumerate(report.changes, start=1):
        sheet.write_string(line, 0, change.name, plain)
        sheet.write_string(line, 1, change.words, plain)
