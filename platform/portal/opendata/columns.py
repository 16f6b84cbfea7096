"""The columns of the files: one list for the header, the cells and the data dictionary.

Nothing a person wrote is among them: no text, no address in words, no name or contact. Where it was
is the house of the city's registry, or a point to about a hundred metres.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals import workflow
from appeals.models import Appeal


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header, its type, what it means, and its value of an appeal."""

    name: str
    type: str
    means: str | Promise
    value: Callable[[Appeal, ZoneInfo], Any]


def _moment(name: str) -> Callable[[Appeal, ZoneInfo], str | None]:
    def read(appeal: Appeal, zone: ZoneInfo) -> str | None:
        at: datetime | None = getattr(appeal, name)
        return at.astimezone(zone).isoformat(timespec="seconds") if at else None

    return read


def _in_time(appeal: Appeal, zone: ZoneInfo) -> bool | None:
    if appeal.resolved_at is None or appeal.resolve_by is None:
        return None
    return appeal.resolved_at <= appeal.resolve_by


COLUMNS = (
    Column("number", "string", _("Номер обращения; по нему открывается его страница."),
           lambda a, _: a.number),
    Column("registered_at", "datetime", _("Когда зарегистрировано, по часам города."),
           _moment("registered_at")),
    Column("category", "string", _("Код темы."), lambda a, _: a.category.code),
    Column("category_name", "string", _("Тема по-русски."),
           lambda a, _: a.category.names.get("ru", a.category.code)),
    Column("sector", "string", _("Код отрасли."), lambda a, _: a.sector),
    Column("service", "string", _("Код услуги дома; пусто, если тема не про услугу."),
           lambda a, _: a.service),
    Column("is_emergency", "boolean", _("Аварийная ли тема."), lambda a, _: a.is_emergency),
    Column("channel", "string", _("Как поступило: сайт, телефон и другие пути."),
           lambda a, _: a.channel),
    Column("district", "string", _("Район города."), lambda a, _: a.district),
    Column("house", "integer", _("Номер дома в реестре портала: страница дома — /houses/номер/."),
           lambda a, _: a.house_id),
    Column("latitude", "number",
           _("Широта дома; место без дома округлено примерно до ста метров."),
           lambda a, _: a.shown_point[0]),
    Column("longitude", "number",
           _("Долгота дома; место без дома округлено примерно до ста метров."),
           lambda a, _: a.shown_point[1]),
    Column("organisation", "string", _("Кто отвечает сейчас; пусто — диспетчер города."),
           lambda a, _: str(a.organisation) if a.organisation else ""),
    Column("status", "string", _("Код состояния."), lambda a, _: a.status),
    Column("colour", "string", _("Цвет на карте: red — в работе, green — сделано, grey — отклонено "
           "или повтор."), lambda a, _: workflow.colour(a.status).value),
    Column("accepted_at", "datetime", _("Когда принято в работу."), _moment("accepted_at")),
    Column("resolve_by", "datetime", _("Срок устранения."), _moment("resolve_by")),
    Column("resolved_at", "datetime", _("Когда исполнитель сообщил о выполнении."),
           _moment("resolved_at")),
    Column("closed_at", "datetime", _("Когда закрыто."), _moment("closed_at")),
    Column("in_time", "boolean", _("Выполнено ли в срок; пусто, пока не выполнено."), _in_time),
    Column("reopened", "integer", _("Сколько раз возвращено в работу."),
           lambda a, _: a.reopened_count),
    Column("joined", "integer", _("Сколько ещё жителей присоединилось."),
           lambda a, _: a.joined_count),
)  # fmt: skip
