"""The report on paper: PDF by Typst, with the fonts it carries."""

import json
from functools import lru_cache
from pathlib import Path

import typst

from onboarding.organisations.report.composing import Report
from onboarding.organisations.report.wording import HEAD, cells, title

_SOURCE = Path(__file__).with_name("report.typ")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read once: every machine sets the same pages."""
    return typst.Fonts(include_system_fonts=False)


def pdf(report: Report) -> bytes:
    """The bytes of the file. Words travel as data, so nothing in a name is markup."""
    told = {
        "title": title(report),
        "phrase": report.phrase,
        "stages": [{"word": each.word, "count": str(len(each.rows))} for each in report.groups],
        "since": _since(report),
        "changes": [{"name": each.name, "words": each.words} for each in report.changes],
        "head": [word for word, _ in HEAD],
        "rows": [cells(row) for row in report.rows],
    }
    made: bytes = typst.compile(
        str(_SOURCE),
        root=str(_SOURCE.parent),
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(told, ensure_ascii=False)},
        format="pdf",
    )
    return made


def _since(report: Report) -> str:
    if report.since is None:
        return "Изменения за неделю появятся через неделю: сравнить пока не с чем."
    day = f"{report.since:%d.%m.%Y}"
    return f"Изменения с {day}" if report.changes else f"С {day} ничего не изменилось."
