"""A page of the rows behind a number, its heading, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals import labels
from appeals.desk import paging
from appeals.desk.figures import words
from appeals.desk.figures.drill import Asked
from appeals.desk.paging import Order
from appeals.insight import metrics, records
from appeals.masking import masked
from appeals.models import Appeal, Category, Event, Organisation
from tenants.isolation import scope

SHEET = 5_000
_LATEST = Order("at", descending=True)
_RELATED = ("category", "organisation", "crew")
# Lists that no figure of the dictionary names.
_TITLES = {
    "accepted_late": gettext_lazy("Принято не в срок"),
    "sent_late": gettext_lazy("Бригада направлена не в срок"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was counted when (None: it stands so now), of which appeal."""

    appeal: Appeal
    event: Event | None = None

    @property
    def outcome(self) -> str:
        """How it ended, where it has."""
        return str(labels.OUTCOMES.get(self.appeal.outcome, ""))


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, and where the next ones begin."""

    rows: list[Row]
    next: str
    is_first: bool


def page(asked: Asked, now: datetime, cursor: str) -> Page:
    """The lines after the cursor: records the latest first, what stands by its next breach."""
    if asked.measure in records.STANDING:
        standing = records.standing(asked.measure, asked.filters, now).select_related(*_RELATED)
        found = paging.page(standing, paging.NEXT_BREACH_FIRST, cursor)
        return Page([Row(appeal) for appeal in found.rows], found.next, found.is_first)
    events = paging.page(_counted(asked), _LATEST, cursor)  # type: ignore[arg-type]
    return Page(list(_lines(events.rows)), events.next, events.is_first)  # type: ignore[arg-type]


def sheet(asked: Asked, now: datetime) -> tuple[list[str], list[list[object]]]:
    """The first thousands of lines, without anything personal."""
    if asked.measure in records.STANDING:
        standing = records.standing(asked.measure, asked.filters, now).select_related(*_RELATED)
        rows = [Row(appeal) for appeal in paging.NEXT_BREACH_FIRST.first(standing, SHEET)]
    else:
        rows = list(_lines(_LATEST.sort(_counted(asked))[:SHEET]))  # type: ignore[arg-type]
    zone = ZoneInfo(scope.require().time_zone)

    def shown(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%d.%m.%Y %H:%M:%S") if at else ""

    head = [
        _("Номер"), _("Записано"), _("Подано"), _("Тема"), _("Адрес"), _("Район"),
        _("Состояние"), _("Итог"), _("Организация"), _("Ближайший срок"),
    ]  # fmt: skip
    return head, [
        [
            row.appeal.number,
            shown(row.event.at if row.event else None),
            shown(row.appeal.registered_at),
            row.appeal.category.name,
            masked(row.appeal.address or row.appeal.landmark),
            row.appeal.district,
            str(labels.STATUSES[row.appeal.status]),
            row.outcome,
            str(row.appeal.organisation or ""),
            shown(row.appeal.next_clock_at),
        ]
        for row in rows
    ]


def heading(asked: Asked, now: datetime) -> dict[str, Any]:
    """The title, what it means, the days, and each filter with the address without it."""
    metric = metrics.known().get(asked.measure)
    today = now.astimezone(ZoneInfo(scope.require().time_zone)).date()
    stands = asked.measure in records.STANDING
    filters = asked.filters
    query: dict[str, str] = {"of": asked.measure}
    if not stands:
        query |= {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
    narrowed = {
        "district": filters.district,
        "organisation": filters.organisation,
        "category": filters.category,
        "channel": filters.channel or None,
    }
    chosen = {name: str(value) for name, value in narrowed.items() if value is not None}
    back = {name: value for name, value in query.items() if name != "of"}
    if filters.district:
        back["district"] = filters.district
    return {
        "title": metric.ru if metric else _TITLES[asked.measure],
        "metric": metric,
        "days": "" if stands else words.days(asked.first, asked.last, today),
        "stands": stands,
        "filters": [
            (
                _named(name, value),
                f"?{urlencode(query | {n: v for n, v in chosen.items() if n != name})}",
            )
            for name, value in chosen.items()
        ],
        "figures_address": f"{reverse('desk:dashboard')}?{urlencode(back)}",
    }


def _counted(asked: Asked) -> QuerySet[Event]:
    return records.counted(asked.measure, asked.first, asked.last, asked.filters).select_related(
        *(f"appeal__{name}" for name in _RELATED)
    )


def _lines(events: Iterable[Event]) -> Iterable[Row]:
    for event in events:
        yield Row(event.appeal, event)


def _named(name: str, value: str) -> str:
    """A filter in words."""
    if name == "district":
        return value or _("без района")
    if name == "channel":
        return str(labels.CHANNELS.get(value, value))
    if name == "category":
        category = Category.objects.filter(pk=int(value)).first()
        return category.name if category else _("нет такой темы")
    if value == "0":
        return _("у диспетчера")
    organisation = Organisation.objects.filter(pk=int(value)).first()
    return str(organisation) if organisation else _("нет такой организации")
