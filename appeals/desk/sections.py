"""Which screens each part of the staff has: one table for navigation, entrance and home."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals.access import is_head
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope


@dataclass(frozen=True, slots=True)
class Section:
    """A screen of the bar: its name in code, its word, its address, the key that opens it."""

    name: str
    title: str | Promise
    route: str
    key: str = ""


HALL = Section("hall", _("Зал"), "desk:hall")
NEW = Section("new", _("Приём звонка"), "desk:new", "F9")
CALLS = Section("calls", _("Звонки"), "desk:calls")
CALLBACKS = Section("callbacks", _("Обратный звонок"), "desk:callbacks")
INCIDENTS = Section("incidents", _("Аварии"), "desk:incidents")
OUTAGES = Section("outages", _("Отключения"), "desk:outages")
POINTS = Section("points", _("Точки"), "desk:points")
CONTROL = Section("control", _("Контроль"), "desk:control")
STATUTORY = Section("statutory", _("59-ФЗ"), "desk:statutory")
MODERATION = Section("moderation", _("Модерация"), "desk:moderation")
QUEUE = Section("queue", _("Очередь"), "desk:queue")
TEAM = Section("team", _("Организация"), "desk:team")
TEMPLATES = Section("templates", _("Шаблоны"), "desk:templates")
TASKS = Section("tasks", _("Задачи"), "desk:tasks")
MESSAGES = Section("messages", _("Сообщения"), "desk:messages")
FIGURES = Section("figures", _("Показатели"), "desk:dashboard")
CONNECTING = Section("connecting", _("Подключение"), "connecting:list")
TRAINING = Section("training", _("Обучение"), "training:home")
LAUNCH = Section("launch", _("Запуск"), "launch:checklist")
SETTINGS = Section("settings", _("Настройки"), "desk:settings")

# So many stand in the bar's line; of more, the last wait under «Ещё».
_IN_LINE = 8

_DISPATCH = (HALL, NEW, CALLS, CALLBACKS, INCIDENTS, OUTAGES, POINTS, STATUTORY)
_SECTIONS: Mapping[Role, tuple[Section, ...]] = {
    Role.DISPATCHER: (*_DISPATCH, MODERATION),
    Role.CONTROLLER: (
        *(HALL, NEW, CALLBACKS, INCIDENTS, CONTROL, MODERATION, FIGURES, CONNECTING),
        *(CALLS, OUTAGES, POINTS, STATUTORY),
    ),
    Role.ADMINISTRATOR: (
        *(FIGURES, HALL, NEW, INCIDENTS, CONTROL, CONNECTING, SETTINGS, MODERATION),
        *(CALLS, CALLBACKS, OUTAGES, POINTS, STATUTORY, MESSAGES),
    ),
    Role.ORGANISATION: (QUEUE, INCIDENTS, OUTAGES, TEAM, TEMPLATES),
    Role.CREW: (TASKS,),
}
# An organisation that does not work appeals yet: its way is where its people begin.
_ON_THE_WAY: Mapping[str, tuple[Section, ...]] = {
    **dict.fromkeys(("invited", "agreement", "training"), (CONNECTING, TEAM)),
    "trial": (QUEUE, CONNECTING, TEAM, TEMPLATES),
}


def of(actor: Actor) -> tuple[Section, ...]:
    """The screens of this person, first the one they work on; none for residents."""
    known = _SECTIONS.get(actor.role, ())
    if actor.role == Role.ORGANISATION:
        known = _ON_THE_WAY.get(actor.stage, (*known, CONNECTING) if is_head(actor) else known)
    tenant = scope.current()
    if SETTINGS in known and tenant is not None and not tenant.is_public:
        # Until residents come in, an administrator's day begins with what is left to do.
        known = (LAUNCH, *known)
    # Everybody who has a screen learns to work on it.
    return (*known, TRAINING) if known else ()


def bar(actor: Actor) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The screens as the bar shows them: those in its line, and those under «Ещё»."""
    known = of(actor)
    if len(known) <= _IN_LINE + 1:
        return known, ()
    return known[:_IN_LINE], known[_IN_LINE:]


def searched(actor: Actor) -> Section | None:
    """The screen that answers `?q=`: the hall, or the organisation's queue."""
    return next((section for section in of(actor) if section in (HALL, QUEUE)), None)
