"""The tables of the page as files: what is shown, no more, and nothing a spreadsheet would carry out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from appeals.desk import sheets
from appeals.desk.figures.page import Page
from appeals.desk.figures.shares import Share

Rows = list[Sequence[object]]


def _days(page: Page) -> tuple[list[str], Rows]:
    head = [
        _("День"), _("Подано"), _("Сделано"), _("Закрыто"), _("Сделано с опозданием"),
        _("Переоткрыто"), _("Возвращено диспетчеру"), _("Отклонено"), _("Повторы"),
    ]  # fmt: skip
    measures = (
        "filed", "resolved", "done", "late", "reopened", "returned", "rejected", "duplicated",
    )  # fmt: skip
    return head, [
        [start.isoformat(), *(flows[measure] for measure in measures)]
        for start, flows in page.reading.series
    ]


def _stages(page: Page) -> tuple[list[str], Rows]:
    head = [
        _("Этап"), _("Медиана, мин"), _("p90, мин"), _("Срок"), _("Всего"), _("Не в срок"),
    ]  # fmt: skip
    return head, [
        [
            stage.name,
            _minutes(stage.spread.median),
            _minutes(stage.spread.p90),
            stage.term.words if stage.term else "",
            stage.spread.count,
            stage.spread.late if stage.has_clock else "",
        ]
        for stage in page.stages
    ]


def _shares(rows: Sequence[Share]) -> tuple[list[str], Rows]:
    head = [_("Название"), _("Подано"), _("Доля, %"), _("На 10 тысяч жителей")]
    return head, [[row.name, row.number, row.percent, row.rate_shown] for row in rows]


def _organisations(page: Page) -> tuple[list[str], Rows]:
    head = [
        _("Место"), _("Организация"), _("Сделано"), _("В срок"), _("В срок, %"),
        _("Приняли, медиана, мин"), _("Приняли, p90, мин"), _("Переоткрыто"), _("Довольны"),
        _("Ответили"), _("Возвращено диспетчеру"), _("Просрочено сейчас"),
    ]  # fmt: skip
    return head, [
        [
            one.place or "",
            one.name,
            one.flows["resolved"],
            one.in_time,
            one.in_time_percent,
            _minutes(one.accept_median),
            _minutes(one.accept_p90),
            one.flows["reopened"],
            one.flows["satisfied"],
            one.answered,
            one.flows["returned"],
            one.overdue,
        ]
        for one in page.organisations
    ]


TABLES: Mapping[str, Callable[[Page], tuple[list[str], Rows]]] = {
    "days": _days,
    "stages": _stages,
    "channels": lambda page: _shares(page.channels),
    "themes": lambda page: _shares(page.themes),
    "districts": lambda page: _shares(page.districts),
    "organisations": _organisations,
}


def answer(name: str, page: Page) -> HttpResponse:
    """One table as a file; its name says the days."""
    head, rows = TABLES[name](page)
    period = page.period
    return sheets.answer(f"{name}-{period.first}-{period.until}", head, rows)


def _minutes(length: timedelta | None) -> int | str:
    return round(length.total_seconds() / 60) if length is not None else ""
