"""What people are told of: one table of events, for whom, how urgent, by which channels at first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals.workflow import DESK
from tenants.accounts.actor import STAFF, Role

EMAIL, SMS, TELEGRAM, PUSH, DIGEST = "email", "sms", "telegram", "push", "digest"
# What somebody linked with their own hands they want to be told by; SMS costs the city money.
_EVERYWHERE = frozenset({EMAIL, TELEGRAM, PUSH})
# Hundreds a day: a line of the summary, and a message only for who asks for it.
_SUMMED_UP = frozenset({DIGEST})


_RESIDENTS = frozenset({Role.RESIDENT, Role.APPLICANT})
_OFFICE = frozenset({Role.ORGANISATION})
_NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    urgent: rings at night and is never put together with another. answers: follows what the person
    did a moment ago, so it may come at any hour. collapses: only the newest of a thing matters.
    asked: they have asked for it themselves, or the law wants it sent: it comes whatever they refused,
    and carries no way to stop.
    """

    code: str
    title: str | Promise
    for_whom: frozenset[Role] = _RESIDENTS
    urgent: bool = False
    answers: bool = False
    collapses: bool = False
    asked: bool = False
    channels: frozenset[str] = _EVERYWHERE


_KINDS = (
    Kind("received", _("Обращение принято"), answers=True),
    Kind("progress", _("Ход работы по обращению"), collapses=True),
    Kind("question", _("Нужен ваш ответ")),
    Kind("result", _("Итог: выполнено или отклонено")),
    Kind("official", _("Письмо города по 59-ФЗ"), _NOBODY, asked=True),
    Kind("incident", _("Авария у вашего дома"), collapses=True),
    Kind("outage", _("Отключение у вашего дома"), collapses=True),
    Kind("assigned", _("Новая задача организации"), _OFFICE, channels=_SUMMED_UP),
    Kind("returned", _("Возвращено жителем"), _OFFICE, channels=_SUMMED_UP),
    Kind("breach", _("Срок нарушен"), _OFFICE, channels=_SUMMED_UP),
    Kind("emergency", _("Аварийная заявка"), _OFFICE, urgent=True, channels=frozenset()),
    Kind("crew", _("Бригаде нужно ваше решение"), _OFFICE, urgent=True),
    Kind("digest", _("Сводка по организации"), _OFFICE),
    Kind("mention", _("Вас упомянули в заметке"), STAFF),
    Kind("followed", _("Обращение, за которым вы следите"), STAFF | _RESIDENTS, collapses=True),
    Kind("area", _("Новое обращение там, за чем вы следите")),
    Kind("summary", _("Сводка за день о том, за чем вы следите")),
    Kind("link", _("Ссылка, которую вы попросили"), _NOBODY, answers=True, asked=True),
    Kind("alarm", _("Тревога зала"), DESK, urgent=True),
    Kind(
        "accident",
        _("Авария без исполнителя"),
        _NOBODY,
        urgent=True,
        asked=True,
        channels=frozenset({SMS}),
    ),
    Kind("work", _("Другое по вашей работе"), STAFF),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _KINDS}
_OTHER = Kind("other", _("Другое"))
CHANNELS: Mapping[str, str | Promise] = {
    EMAIL: _("Письмо"),
    SMS: _("СМС"),
    TELEGRAM: _("Телеграм"),
    PUSH: _("Уведомление"),
    DIGEST: _("В сводке"),
}


def of(event: str) -> Kind:
    """The kind of this event; an unknown one is ordinary news."""
    return KINDS.get(event, _OTHER)


def for_role(role: Role) -> tuple[Kind, ...]:
    """What a person of this role may choose about."""
    return tuple(kind for kind in _KINDS if role in kind.for_whom)
