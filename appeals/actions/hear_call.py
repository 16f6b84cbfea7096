"""What the telephone exchange tells of a call becomes a call of the city, event by event."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Call, Seat
from tenants.accounts import phones
from tenants.accounts.models import User

RING, ANSWER, HANGUP, RECORDING = KINDS = ("ring", "answer", "hangup", "recording")
# What an exchange repeats after a month is no news; a clock that runs ahead is not believed.
OLDEST = timedelta(days=30)
_LONGEST_LINK = 1000
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent:
    """One event of one call; `at` None: it happens now."""

    call: str
    kind: str
    at: datetime | None = None
    caller: str = ""
    callee: str = ""
    extension: str = ""
    recording: str = ""


@whole
def hear_call(event: CallEvent, *, at: datetime) -> Call:
    """Note one event; the same event of the same call changes nothing the second time.

    Events may come in any order: an end before its beginning waits for it. A ring is told apart by
    its telephone too, since an exchange rings several of them.

    Raises:
        BadInput: what is wrong, field by field.
    """
    happened = _checked(event, at)
    Call.objects.bulk_create([Call(outside_id=event.call, rang_at=happened)], ignore_conflicts=True)
    call = Call.objects.select_for_update().get(outside_id=event.call)
    mark = f"{event.kind} {event.extension}".strip() if event.kind == RING else event.kind
    if mark in call.heard:
        return call
    call.heard[mark] = happened.isoformat()
    call.caller = call.caller or number(event.caller)
    call.callee = call.callee or event.callee.strip()
    # Whatever is told of a call, it rang before.
    call.rang_at = min(call.rang_at, happened)
    if event.kind == RING:
        if event.extension:
            call.ringing = [*call.ringing, event.extension]
    elif event.kind == ANSWER:
        _answer(call, event, happened)
    elif event.kind == HANGUP:
        call.ended_at = max(happened, call.answered_at or happened)
    else:
        call.recording = event.recording
    call.save()
    return call


def number(text: str) -> str:
    """A caller's number as the desk keeps it; a hidden one is empty."""
    return phones.heard(text)[:_LONGEST_NUMBER]


def _answer(call: Call, event: CallEvent, happened: datetime) -> None:
    """Somebody took the receiver: it is theirs, and earlier missed calls of this number are done."""
    call.answered_at = happened
    if call.ended_at is not None:
        call.ended_at = max(call.ended_at, happened)
    call.extension = event.extension or (call.ringing[-1] if call.ringing else "")
    seat = Seat.objects.filter(extension=call.extension).first() if call.extension else None
    if seat is not None:
        call.operator_id = seat.operator_id
        person = User.objects.filter(pk=seat.operator_id).first()
        call.operator_name = person.name if person is not None else ""
    if call.caller:
        Call.objects.missed(happened).filter(caller=call.caller, rang_at__lte=happened).update(
            taken_at=happened, taken_by=call.operator_id, taken_name=call.operator_name
        )


def _checked(event: CallEvent, at: datetime) -> datetime:
    """When it happened, never in the future."""
    wrong: dict[str, str] = {}
    if event.kind not in KINDS:
        wrong["event"] = f"Такого события нет. Есть: {', '.join(KINDS)}."
    if not event.call.strip():
        wrong["call"] = "Передайте код звонка на станции."
    told = min(event.at or at, at)
    if at - told > OLDEST:
        wrong["at"] = "Событие старше 30 дней: такие звонки уже не принимаются."
    if event.kind == RECORDING and not _is_safe_link(event.recording):
        wrong["recording"] = "Нужна ссылка на запись, которая начинается с https://."
    if wrong:
        raise BadInput(wrong)
    return told


def _is_safe_link(link: str) -> bool:
    """A link that a browser may be given: https, a host, no password inside."""
    if len(link) > _LONGEST_LINK or re.search(r"[\s\x00-\x1f\x7f\"'<>\\]", link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
