"""What a crew's phone tells, carried out once however often it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from appeals import labels, phone_time
from appeals.actions import held
from appeals.actions.arrive import arrive, set_out
from appeals.actions.give_back import give_back
from appeals.actions.photograph import photograph
from appeals.actions.photos import Photo
from appeals.actions.report_late import report_late
from appeals.actions.resolve import resolve
from appeals.actions.whole import whole
from appeals.actions.write_down import write_down
from appeals.errors import BadInput, KeyReused, NotFound, RefusedMove
from appeals.models import Appeal, CrewAction
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that a crew did: what, where, when by its phone, under which name.

    `as_report`: the crew knows that the task is no longer theirs and wants its word kept.
    """

    key: UUID
    appeal_id: int
    kind: str
    text: str = ""
    photo: Photo | None = None
    photo_kind: str = ""
    done_at: datetime | None = None
    sent_at: datetime | None = None
    as_report: bool = False


Verb = Callable[[Deed, Actor, datetime, PhoneTime], Appeal]


def _photo(deed: Deed, by: Actor, at: datetime, phone: PhoneTime) -> Appeal:
    if deed.photo is None:
        raise BadInput({"photo": "Снимок не приложен. Снимите ещё раз."})
    return photograph(
        deed.appeal_id, photo=deed.photo, kind=deed.photo_kind, by=by, at=at, phone=phone
    )


KINDS: dict[str, Verb] = {
    "set_out": lambda deed, by, at, phone: set_out(deed.appeal_id, by=by, at=at, phone=phone),
    "arrive": lambda deed, by, at, phone: arrive(deed.appeal_id, by=by, at=at, phone=phone),
    "photo": _photo,
    "crew_note": lambda deed, by, at, phone: write_down(
        deed.appeal_id, text=deed.text, by=by, at=at, phone=phone
    ),
    "crew_help": lambda deed, by, at, phone: write_down(
        deed.appeal_id, text=deed.text, needs_help=True, by=by, at=at, phone=phone
    ),
    "resolve": lambda deed, by, at, phone: resolve(
        deed.appeal_id, report=deed.text, by=by, at=at, phone=phone
    ),
    "give_back": lambda deed, by, at, phone: give_back(
        deed.appeal_id, reason=deed.text, by=by, at=at, phone=phone
    ),
}


@whole
def carry_out(deed: Deed, *, by: Actor, at: datetime) -> CrewAction:
    """Do what the phone tells, or answer as before if it has told the same already.

    Raises:
        KeyReused: somebody else's deed has this name.
        NotFound: this crew never had the task.
        RefusedMove: it had, and meanwhile it is somebody else's or over; both versions are shown.
        BadInput: something is missing.
    """
    _one_at_a_time(deed.key)
    told = CrewAction.objects.filter(key=deed.key).first()
    if told is not None:
        if told.user_id != by.user_id or told.appeal_id != deed.appeal_id:
            raise KeyReused("Эта запись уже пришла от другого человека.")
        return told
    since = held.since(deed.appeal_id, by)
    if since is None or deed.kind not in KINDS:
        raise NotFound
    phone = phone_time.credible(deed.done_at, deed.sent_at, since=since, received=at)
    appeal = _reported(deed, by, at, phone) if deed.as_report else _done(deed, by, at, phone)
    return CrewAction.objects.create(
        key=deed.key,
        appeal=appeal,
        kind=deed.kind,
        is_report=deed.as_report,
        user_id=by.user_id or 0,
        crew_id=by.crew_id,
        done_at=phone.at,
        received_at=at,
        answer={"status": appeal.status, "version": appeal.version},
    )


def _done(deed: Deed, by: Actor, at: datetime, phone: PhoneTime) -> Appeal:
    try:
        return KINDS[deed.kind](deed, by, at, phone)
    except NotFound as missing:
        raise RefusedMove("Эта задача больше не у вашей бригады.") from missing


def _reported(deed: Deed, by: Actor, at: datetime, phone: PhoneTime) -> Appeal:
    return report_late(
        deed.appeal_id,
        deed=str(labels.DEEDS[deed.kind]),
        text=deed.text,
        photo=deed.photo,
        photo_kind=deed.photo_kind,
        by=by,
        at=at,
        phone=phone,
    )


def _one_at_a_time(key: UUID) -> None:
    """A twin waits here and then finds what the first one has committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || %s, 0))", [str(key)]
        )
