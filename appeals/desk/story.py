"""The journal as staff read it: newest first, who did what, in whose words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals import labels
from appeals.masking import masked
from appeals.models import Event

# An event's shape is the dial of the state it leads to; its tone only where it means something.
_SHAPES = {
    "register": ("new", ""),
    "assign": ("assigned", ""),
    "accept": ("accepted", ""),
    "dispatch_crew": ("crew", ""),
    "set_out": ("car", ""),
    "arrive": ("pin", ""),
    "give_back": ("back", ""),
    "crew_note": ("note", ""),
    "crew_help": ("warn", "wait"),
    "crew_report": ("off", "wait"),
    "resolve": ("resolved", ""),
    "resolve_with_incident": ("resolved", ""),
    "join_incident": ("link", ""),
    "leave_incident": ("link", ""),
    "confirm": ("closed", "done"),
    "archive": ("closed", "done"),
    "ask": ("info", ""),
    "answer": ("note", ""),
    "postpone": ("held", ""),
    "resume": ("play", ""),
    "return_to_desk": ("back", ""),
    "take_back": ("back", "wait"),
    "ask_postpone": ("held", "wait"),
    "refuse_postpone": ("no", ""),
    "lapse": ("closed", ""),
    "split": ("pair", ""),
    "part": ("dot", ""),
    "gather": ("resolved", ""),
    "merge": ("pair", ""),
    "leave": ("pair", ""),
    "separate": ("new", ""),
    "arbiter": ("back", "strict"),
    "review": ("eye", ""),
    "reject": ("no", ""),
    "duplicate": ("pair", ""),
    "reopen": ("level", "strict"),
    "breach": ("late", "breach"),
    "photo": ("camera", ""),
    "callback": ("phone", ""),
    "cause": ("note", ""),
    "contractor": ("link", ""),
    "join": ("person", ""),
    "heed": ("bell", ""),
    "enter": ("file", ""),
    "answer_in_writing": ("file", "done"),
    "extend": ("timer", "wait"),
    "forward": ("back", ""),
    "regime": ("file", "wait"),
    "doubt": ("warn", "wait"),
    "trust": ("eye", "done"),
    "moderate": ("eye", ""),
}
_ROLES = {
    "resident": gettext_lazy("заявитель"),
    "applicant": gettext_lazy("заявитель"),
    "system": gettext_lazy("система"),
    "crew": gettext_lazy("бригада"),
}
_RESULTS = {
    "satisfied": gettext_lazy("доволен"),
    "not_satisfied": gettext_lazy("не доволен"),
    "no_answer": gettext_lazy("не ответил"),
    "later": gettext_lazy("просил перезвонить"),
}
_PHOTOS = {"before": gettext_lazy("до работы"), "after": gettext_lazy("после работы")}
_ROUTED = {
    "matrix": gettext_lazy("по реестру домов"),
    "rule": gettext_lazy("по правилу города"),
}


_STEPS = {
    "lent": gettext_lazy("дана ссылка"),
    "opened": gettext_lazy("ссылку открыли"),
    "reported": gettext_lazy("прислал отчёт"),
    "sent_back": gettext_lazy("отчёт возвращён"),
    "taken": gettext_lazy("отчёт принят"),
    "revoked": gettext_lazy("ссылка отозвана"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One record: when, what, details, who, in whose words, with which shape."""

    sequence: int
    at: datetime
    title: str
    facts: str
    words: str
    who: str
    shape: str
    tone: str


def lines(events: Sequence[Event], *, is_open: bool = True) -> list[Line]:
    """The records, newest first; without an open contact as everybody reads them."""
    seen = [event for event in events if is_open or event.is_public]
    return [
        line(event, is_open=is_open)
        for event in sorted(seen, key=lambda event: event.sequence, reverse=True)
    ]


def line(event: Event, *, is_open: bool = True) -> Line:
    """One record in words."""
    shape, tone = _SHAPES.get(event.kind, ("dot", ""))
    details: dict[str, Any] = event.details or {}
    return Line(
        sequence=event.sequence,
        at=event.at,
        title=str(labels.EVENTS.get(event.kind, _("Запись журнала"))),
        facts=", ".join(part for part in (_facts(event.kind, details), _late(details)) if part),
        words=_words(details, is_open=is_open),
        who=_who(event),
        shape=shape,
        tone=tone,
    )


def _words(details: dict[str, Any], *, is_open: bool) -> str:
    """What somebody wrote; an applicant's phone may stand in it."""
    comment = str(details.get("comment", ""))
    return comment if is_open else masked(comment)


def _who(event: Event) -> str:
    """A name of staff; residents are never named in the journal."""
    if event.actor_role in ("resident", "applicant") or not event.actor_name:
        return str(_ROLES.get(event.actor_role, ""))
    return event.actor_name


def _late(details: dict[str, Any]) -> str:
    """That a crew did it earlier, without a connection, and when by its phone."""
    if details.get("phone_clock"):
        return _("без связи, часы телефона не сошлись с нашими")
    done = parse_datetime(str(details.get("phone_at", "")))
    if done is None:
        return ""
    return _("сделано %(when)s без связи") % {"when": date_format(localtime(done), "j E в H:i")}


def _facts(kind: str, details: dict[str, Any]) -> str:
    """What the record names beside its title."""
    if kind == "register":
        return str(labels.CHANNELS.get(str(details.get("channel", "")), ""))
    if kind == "assign":
        parts = [details.get("organisation", ""), str(_ROUTED.get(details.get("why", ""), ""))]
        return ", ".join(str(part) for part in parts if part)
    if kind in ("dispatch_crew", "give_back"):
        return str(details.get("crew", ""))
    if kind == "photo":
        return str(_PHOTOS.get(str(details.get("photo", "")), ""))
    if kind == "crew_report":
        what = (details.get("deed", ""), _PHOTOS.get(str(details.get("photo", "")), ""))
        return " ".join(str(part) for part in what if part)
    if kind in ("accept", "return_to_desk", "take_back"):
        return str(details.get("organisation", ""))
    if kind in ("join_incident", "leave_incident", "resolve_with_incident"):
        return str(details.get("incident", ""))
    if kind == "breach":
        return str(labels.CLOCKS.get(details.get("clock", ""), ""))
    if kind == "reopen" and details.get("level"):
        level = _("контроль, уровень %(level)s") % {"level": details["level"]}
        return ", ".join(part for part in (level, str(details.get("controller", ""))) if part)
    if kind == "callback":
        return str(_RESULTS.get(details.get("result", ""), ""))
    if kind == "join" and details.get("count"):
        return _("всего присоединилось: %(count)s") % {"count": details["count"]}
    if kind == "contractor":
        return str(_STEPS.get(str(details.get("step", "")), ""))
    if kind in ("duplicate", "separate"):
        return str(details.get("of", ""))
    if kind in ("merge", "leave"):
        return str(details.get("number", ""))
    if kind in ("enter", "answer_in_writing"):
        return str(details.get("case", ""))
    if kind == "regime":
        return str(labels.REGIMES.get(str(details.get("regime", "")), ""))
    if kind == "forward":
        late = _("позже семи дней") if details.get("late") else ""
        return ", ".join(part for part in (str(details.get("competent", "")), str(late)) if part)
    if kind == "split":
        return ", ".join(map(str, details.get("organisations", ())))
    if kind == "part":
        return f"{details.get('organisation', '')}: {str(details.get('state', '')).lower()}"
    if kind == "answer" and details.get("silence"):
        return _("заявитель не ответил в срок")
    if kind == "reject" and details.get("competent"):
        return _("решает %(who)s") % {"who": details["competent"]}
    if kind in ("postpone", "ask_postpone", "extend"):
        until = parse_datetime(str(details.get("until", "")))
        return _("до %(day)s") % {"day": date_format(localtime(until), "j E")} if until else ""
    return ""
