"""What people are told of: one table of events, for whom, how urgent, by which channels at first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMAIL, SMS, TELEGRAM, PUSH, DIGEST = "email", "sms", "telegram", "push", "digest"
# What somebody linked with their own hands they want to be told by; SMS costs the city money.
_EVERYWHERE = frozenset({EMAIL, TELEGRAM, PUSH})
# Hundreds a day: a line of the summary, and a message only for who asks for it.
_SUMMED_UP = frozenset({DIGEST})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    urgent: rings at night and is never put together with another. answers: follows what the person
    did a moment ago, so it may come at any hour. collapses: only the newest of a thing matters.
    """

    code: str
    title: str | Promise
    for_staff: bool = False
    urgent: bool = False
    answers: bool = False
    collapses: bool = False
    channels: frozenset[str] = _EVERYWHERE


_KINDS = (
    Kind("received", _("Обращение принято"), answers=True),
    Kind("progress", _("Ход работы по обращению"), collapses=True),
    Kind("question", _("Нужен ваш ответ")),
    Kind("result", _("Итог: выполнено или отклонено")),
    Kind("incident", _("Авария у вашего дома"), collapses=True),
    Kind("outage", _("Плановое отключение у вашего дома"), collapses=True),
    Kind("assigned", _("Новая задача организации"), for_staff=True, channels=_SUMMED_UP),
    Kind("returned", _("Возвращено жителем"), for_staff=True, channels=_SUMMED_UP),
    Kind("breach", _("Срок нарушен"), for_staff=True, channels=_SUMMED_UP),
    Kind(
        "emergency",
        _("Аварийная заявка организации"),
        for_staff=True,
        urgent=True,
        channels=frozenset(),
    ),
    Kind("digest", _("Сводка по организации"), for_staff=True),
    Kind("mention", _("Вас упомянули в заметке"), for_staff=True),
    Kind("alarm", _("Тревога зала"), for_staff=True, urgent=True),
    Kind("work", _("Другое по вашей работе"), for_staff=True),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _KINDS}
_OTHER = Kind("other", _("Другое"))


def of(event: str) -> Kind:
    """The kind of this event; an unknown one is ordinary news."""
    return KINDS.get(event, _OTHER)


def for_person(*, is_staff: bool) -> tuple[Kind, ...]:
    """What this person may choose about: residents their appeals, staff their work besides."""
    return tuple(kind for kind in _KINDS if is_staff or not kind.for_staff)
