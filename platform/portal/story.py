"""The public timeline: journal records as everybody reads them, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals import labels
from appeals.models import Appeal, Event
from design import clock

SHAPES = {
    "register": ("wait", "wait"),
    "assign": ("wait", "wait"),
    "accept": ("work", "work"),
    "dispatch_crew": ("work", "work"),
    "set_out": ("car", "work"),
    "arrive": ("pin", "work"),
    "give_back": ("wait", "wait"),
    "resolve": ("done", "done"),
    "resolve_with_incident": ("done", "done"),
    "join_incident": ("link", "work"),
    "leave_incident": ("link", "wait"),
    "confirm": ("done", "done"),
    "archive": ("done", "done"),
    "ask": ("wait", "wait"),
    "answer": ("work", "work"),
    "postpone": ("wait", "wait"),
    "resume": ("work", "work"),
    "return_to_desk": ("wait", "wait"),
    "take_back": ("wait", "wait"),
    "ask_postpone": ("wait", "wait"),
    "refuse_postpone": ("work", "work"),
    "lapse": ("none", "none"),
    "split": ("work", "work"),
    "part": ("work", "work"),
    "gather": ("done", "done"),
    "merge": ("none", "none"),
    "leave": ("none", "none"),
    "separate": ("wait", "wait"),
    "reject": ("none", "none"),
    "duplicate": ("none", "none"),
    "reopen": ("strict", "strict"),
    "breach": ("warn", "work"),
    "photo": ("camera", "work"),
    "callback": ("bell", "wait"),
    "join": ("person", "work"),
    "enter": ("file", "wait"),
    "answer_in_writing": ("file", "done"),
    "extend": ("timer", "wait"),
    "forward": ("back", "none"),
    "regime": ("file", "none"),
    "doubt": ("warn", "wait"),
    "trust": ("eye", "done"),
    "moderate": ("eye", "none"),
}
_CHANNELS = {
    "web": gettext_lazy("Подано на портале"),
    "widget": gettext_lazy("Подано через форму на другом сайте"),
    "phone": gettext_lazy("Принято по телефону"),
    "api": gettext_lazy("Поступило из другой системы"),
    "import": gettext_lazy("Перенесено из прежней системы"),
}
_ROUTED = {
    "matrix": gettext_lazy("По адресу и услуге, автоматически"),
    "rule": gettext_lazy("По правилу города, автоматически"),
}
_MODERATED = {
    "hide text": gettext_lazy("Скрыт текст обращения"),
    "edit text": gettext_lazy("Скрыта часть текста обращения"),
    "show text": gettext_lazy("Текст обращения снова виден"),
    "hide photo": gettext_lazy("Скрыт снимок"),
    "show photo": gettext_lazy("Снимок снова виден"),
    "hide words": gettext_lazy("Скрыты слова в одной из записей"),
    "show words": gettext_lazy("Слова записи снова видны"),
    "hide whole": gettext_lazy("Обращение скрыто"),
    "show whole": gettext_lazy("Обращение снова видно"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record: when, what, in whose words, with which shape."""

    sequence: int
    at: datetime
    title: str
    text: str
    shape: str
    tone: str


@dataclass(frozen=True, slots=True)
class Next:
    """What must come after the last record, and by when, if a clock runs."""

    title: str
    text: str
    due: datetime | None


def lines(events: Sequence[Event], hidden: Mapping[int, str] = MappingProxyType({})) -> list[Line]:
    """The records in order; a person's words go through the mask once more.

    `hidden`: what stands in place of the words of a record that the city hid.
    """
    told = [_line(event) for event in events]
    return [
        replace(line, text=hidden[line.sequence]) if line.sequence in hidden else line
        for line in told
    ]


def _line(event: Event) -> Line:
    shape, tone = SHAPES.get(event.kind, ("none", "none"))
    title = str(labels.EVENTS.get(event.kind, _("Запись журнала")))
    details: dict[str, Any] = event.details or {}
    if event.kind == "assign" and details.get("organisation"):
        title = _("Передано: %(organisation)s") % {"organisation": details["organisation"]}
    if event.kind == "breach" and details.get("clock") in labels.CLOCKS:
        title = _("Срок истёк: %(clock)s") % {"clock": labels.CLOCKS[details["clock"]]}
    return Line(event.sequence, event.at, title, _text(event, details), shape, tone)


def _text(event: Event, details: dict[str, Any]) -> str:
    """The second line of a record: who, why, until when."""
    comment = event.public_words
    parts: list[str] = []
    if event.kind == "register":
        parts = [str(_CHANNELS.get(str(details.get("channel", "")), ""))]
    elif event.kind == "assign":
        by_desk = event.actor_role in ("dispatcher", "controller", "administrator")
        who = _("Назначил диспетчер города") if by_desk else ""
        parts = [str(_ROUTED.get(str(details.get("why", "")), who))]
    elif event.kind == "dispatch_crew":
        parts = [str(details.get("crew", ""))]
    elif event.kind in ("accept", "return_to_desk", "take_back"):
        parts = [str(details.get("organisation", ""))]
    elif event.kind == "confirm":
        by_applicant = event.actor_role == "applicant"
        parts = [_("Ответ на портале") if by_applicant else _("По звонку диспетчера"), comment]
    elif event.kind in ("join_incident", "leave_incident", "resolve_with_incident"):
        named = (details.get("incident", ""), details.get("title", ""))
        parts = [" ".join(str(word) for word in named if word), comment]
    elif event.kind == "postpone":
        until = parse_datetime(str(details.get("until", "")))
        parts = [_("До %(day)s") % {"day": clock.day(until)} if until else "", comment]
    elif event.kind == "moderate":
        parts = [str(_MODERATED.get(f"{details.get('how')} {details.get('what')}", ""))]
    elif event.kind == "split":
        parts = [", ".join(map(str, details.get("organisations", ()))), comment]
    elif event.kind == "part":
        state = str(details.get("state", "") or "—")
        parts = [f"{details.get('organisation', '')}: {_(state).lower()}"]
    elif event.kind == "answer" and details.get("silence"):
        parts = [_("Ответа не было, работа продолжается")]
    elif event.kind == "lapse":
        parts = [_("Заявитель не подтвердил и не опроверг результат")]
    elif event.kind in ("merge", "leave"):
        parts = [str(details.get("number", ""))]
    elif event.kind == "duplicate":
        parts = [_("Работа идёт по обращению %(number)s") % {"number": details.get("of", "")}]
    elif event.kind in ("enter", "answer_in_writing"):
        parts = [str(details.get("case", ""))]
    elif event.kind == "extend":
        until = parse_datetime(str(details.get("until", "")))
        parts = [_("До %(day)s") % {"day": clock.day(until)} if until else ""]
    elif event.kind == "forward":
        parts = [str(details.get("competent", ""))]
    elif event.kind == "regime":
        parts = [str(labels.REGIMES.get(str(details.get("regime", "")), ""))]
    elif event.kind == "reject":
        competent = str(details.get("competent", ""))
        parts = [comment, _("Решает: %(who)s") % {"who": competent} if competent else ""]
    else:
        parts = [comment]
    done = parse_datetime(str(details.get("phone_at", "")))
    if done is not None:
        day = clock.day(done, clock.here(event.at).date())
        moment = {"day": day, "time": clock.minutes(done)}
        parts.append(_("По времени бригады %(day)s в %(time)s, связи не было") % moment)
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def why(events: Sequence[Event]) -> str:
    """Why the executor is the one it is: the register of houses, a rule, a dispatcher."""
    given = next((event for event in reversed(events) if event.kind == "assign"), None)
    if given is None:
        return ""
    by_register = {
        "matrix": _("Обслуживает этот дом по этой услуге"),
        "rule": _("По правилу города для таких обращений"),
    }
    return by_register.get(
        str((given.details or {}).get("why", "")), _("Назначил диспетчер города")
    )


def coming(appeal: Appeal) -> Next | None:
    """The step the appeal now waits for; None when its story is over."""
    status = appeal.status
    if status in ("registered", "returned"):
        return Next(_("Назначение исполнителя"), _("Назначит диспетчер города"), appeal.accept_by)
    if status in ("assigned", "reopened"):
        return Next(_("Принятие в работу"), "", appeal.accept_by)
    if status in ("accepted", "crew_dispatched"):
        return Next(_("Выполнение"), "", appeal.resolve_by)
    if status == "split":
        return Next(_("Закончат все исполнители"), "", appeal.resolve_by)
    if status == "postponed":
        return Next(_("Продолжение работы"), "", appeal.postponed_until)
    if status == "needs_information":
        later = _("После него работа продолжится; без ответа продолжится в этот срок")
        return Next(_("Ответ заявителя"), later, appeal.question_until)
    if status == "resolved":
        reopening = _("Если проблема осталась, обращение вернётся в работу под усиленный контроль")
        return Next(_("Подтверждение жителя"), reopening, None)
    return None


def seal(events: Sequence[Event]) -> str:
    """The last record's check code in two groups of four figures."""
    if not events:
        return ""
    digits = bytes(events[-1].hash).hex()[:8].upper()
    return f"{digits[:4]} {digits[4:]}"
