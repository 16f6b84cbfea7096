"""The only code that assigns an appeal's status: the change and its record, together or not at all.

The record's time, sequence and chained hash, its message in the outbox and the live notice are
made by the city's SQL function `journal_append` (migration 0002), in one statement. Of a practice
appeal nothing is announced: who counts, tells or gathers never hears of it (migration 0024).
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from appeals import labels, standing, workflow
from appeals.actions import clocks
from appeals.errors import RefusedMove, Stale
from appeals.models import Appeal
from appeals.numbering import Number
from appeals.workflow import Status, Transition
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope

UNANSWERED = "Это обращение по 59-ФЗ: сначала ответьте заявителю письменно или перешлите его."
# What `move_all` stores of each appeal.
_MOVED = [
    "status",
    "status_before",
    "status_at",
    "resolved_at",
    "callback_at",
    "callback_count",
    "callback_promised",
    "call_until",
    "vote_since",
    "doubt_count",
    "doubted_at",
    "next_clock",
    "next_clock_at",
    "watch_at",
    "version",
]


_UNNAMED = (Role.RESIDENT, Role.APPLICANT)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal before the database has stamped it."""

    kind: str
    status_from: str
    status_to: str
    by: Actor
    details: dict[str, Any] = field(default_factory=dict)
    is_public: bool = True
    # With whom the appeal is after this record, and was before it (None: the dispatch desk).
    organisation_id: int | None = None
    was_with: int | None = None


def move(
    appeal: Appeal,
    transition: Transition,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    **details: Any,
) -> Appeal:
    """Change the status and write the event, together or not at all.

    The appeal must be locked (`Appeal.objects.locked`); other fields set on it are stored too.

    Raises:
        RefusedMove: the workflow has no such move from here, or not for this role; it would close
            a statutory appeal that has no written answer.
        Stale: `version` is given and somebody changed the appeal since.
    """
    before = appeal.status
    refuse_stale(appeal, version)
    if not workflow.allowed(transition, before, by.role):
        raise refusal(appeal, transition, by)
    target = transition.leads_to(before, appeal.status_before)
    if target in workflow.CLOSED and appeal.answer_owed:
        # The law's own condition, of every way to close there is.
        raise RefusedMove(UNANSWERED)
    if target not in workflow.SET_ASIDE:
        appeal.status_before = ""
    elif before not in workflow.SET_ASIDE:
        appeal.status_before = before
    if not transition.stays:
        appeal.status = target
        appeal.status_at = at
        appeal.closed_at = at if target in workflow.CLOSED else None
    clocks.wind(appeal)
    appeal.version += 1
    appeal.save()
    record = Record(
        transition.name,
        before,
        target,
        by,
        details,
        organisation_id=appeal.organisation_id,
        was_with=appeal.was_with,
    )
    write(appeal, [record])
    appeal.was_with = appeal.organisation_id
    return appeal


def begin(
    appeal: Appeal, records: list[Record], *, applicant: dict[str, Any] | None = None
) -> Appeal:
    """Store a new appeal, its number, its first records and its applicant in one statement."""
    tenant = scope.require()
    standing.refuse_closed(by=records[0].by, emergency=appeal.is_emergency)
    appeal.status = records[-1].status_to
    clocks.wind(appeal)
    who = applicant or {}
    fields = _stored()
    values = [
        field.get_db_prep_save(getattr(appeal, field.attname), connection) for field in fields
    ]
    # `PNZ-2026-`: the serial is known to the database alone.
    live = f"{tenant.schema}|{Number(appeal.year, 0).shown(tenant.latin_code)[:-6]}"
    parameters = [*values, appeal.year, *who.values(), appeal.is_public, live, _lines(records)]
    with connection.cursor() as cursor:
        cursor.execute(_beginning(tuple(who), appeal.is_trial), parameters)
        appeal.pk, appeal.serial = cursor.fetchone()[:2]
    appeal._state.adding, appeal._state.db = False, connection.alias
    return appeal


@lru_cache(8)
def _beginning(applicant: tuple[str, ...], is_trial: bool) -> str:
    """The statement of `begin`; columns are the models' own, values are bound.

    Practice takes its serials from a sequence of its own and announces nothing.
    """
    serial, announced = ("next_trial_serial", "false") if is_trial else ("next_serial", "true")
    columns = ", ".join(f'"{field.column}"' for field in _stored())
    marks = ", ".join(["%s"] * len(_stored()))
    who = ""
    if applicant:
        names = ", ".join(f'"{name}"' for name in applicant)
        told = ", ".join(["%s"] * len(applicant))
        who = (
            f"who AS (INSERT INTO appeals_applicant (appeal_id, {names}) "  # noqa: S608
            f"SELECT id, {told} FROM new), "
        )
    return (
        f"WITH new AS (INSERT INTO appeals_appeal ({columns}, serial) "  # noqa: S608
        f"VALUES ({marks}, {serial}(%s)) RETURNING id, serial), {who}"
        "live AS (SELECT CASE WHEN %s THEN %s::text "
        "|| lpad(serial::text, greatest(6, length(serial::text)), '0') ELSE '' END AS text FROM new) "
        f"SELECT id, serial, journal_append(id, live.text, %s::jsonb, {announced}) FROM new, live"
    )


@lru_cache(1)
def _stored() -> tuple[Any, ...]:
    """The columns that `begin` writes; the database gives the id and the serial."""
    return tuple(f for f in Appeal._meta.concrete_fields if f.name not in ("id", "serial"))


def note(appeal: Appeal, kind: str, *, by: Actor, is_public: bool = True, **details: Any) -> None:
    """Write an event that changes no status; the appeal's own fields are the caller's to save."""
    held = appeal.organisation_id
    write(appeal, [Record(kind, appeal.status, appeal.status, by, details, is_public, held, held)])


def move_all(
    appeals: Sequence[Appeal], transition: Transition, *, by: Actor, at: datetime, **details: Any
) -> None:
    """The same move for many appeals at once: two statements, however many they are.

    All of them must be locked, and the transition's target is their status and clocks' alone:
    of the other columns only `resolved_at` and what `verdicts` sets are stored.

    Raises:
        RefusedMove: one of them is not where this move begins; none is moved.
    """
    records = []
    for appeal in appeals:
        before = appeal.status
        if transition.target is None or not workflow.allowed(transition, before, by.role):
            raise refusal(appeal, transition, by)
        appeal.status_before = ""
        appeal.status = transition.target
        appeal.status_at = at
        clocks.wind(appeal)
        appeal.version += 1
        held = appeal.organisation_id
        records.append(
            (appeal, Record(transition.name, before, appeal.status, by, details, True, held, held))
        )
    Appeal.objects.bulk_update(appeals, _MOVED)
    _write_each(records)


def note_all(
    appeals: Iterable[Appeal], kind: str, *, by: Actor, is_public: bool = True, **details: Any
) -> None:
    """The same event in many journals, in one statement."""
    _write_each(
        [
            (
                appeal,
                Record(
                    kind,
                    appeal.status,
                    appeal.status,
                    by,
                    details,
                    is_public,
                    appeal.organisation_id,
                    appeal.organisation_id,
                ),
            )
            for appeal in appeals
        ]
    )


def refuse_stale(appeal: Appeal, version: int | None) -> None:
    """Let nobody overwrite what they have not seen.

    Raises:
        Stale: `version` is given and somebody changed the appeal since.
    """
    if version is not None and version != appeal.version:
        raise Stale(
            _(
                "Пока вы писали, обращение изменили. Ваш текст цел: посмотрите, что изменилось, "
                "и сохраните ещё раз."
            )
        )


def refuse_elsewhere(appeal: Appeal, where: Collection[Status]) -> None:
    """Let nobody note what can no longer have happened.

    Raises:
        RefusedMove: the appeal stands somewhere else.
    """
    if appeal.status not in where:
        state = str(labels.STATUSES[appeal.status])
        raise RefusedMove(
            _("Записать уже нельзя: обращение в состоянии «{state}».").format(state=state)
        )


def refusal(appeal: Appeal, transition: Transition, by: Actor) -> RefusedMove:
    """Why a move is refused, and which moves are open now."""
    possible = workflow.open_to(appeal.status, by.role)
    state = str(labels.STATUSES[appeal.status])
    words = [str(labels.MOVES[move.name]) for move in possible]
    advice = _("Сейчас действий для вас нет.")
    if words:
        advice = _("Сейчас можно: {moves}.").format(moves=", ".join(words))
    refused = _("«{move}» сейчас невозможно: обращение в состоянии «{state}».")
    return RefusedMove(
        f"{refused.format(move=labels.MOVES[transition.name], state=state)} {advice}",
        possible=[move.name for move in possible],
    )


def write(appeal: Appeal, records: list[Record]) -> None:
    """Append the records to the appeal's journal."""
    standing.refuse_closed(by=records[0].by, emergency=appeal.is_emergency)
    live = f"{scope.require().schema}|{appeal.latin_number}" if appeal.is_public else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_append(%s, %s, %s::jsonb, %s)",
            [appeal.pk, live, _lines(records), not appeal.is_trial],
        )


def _write_each(records: Sequence[tuple[Appeal, Record]]) -> None:
    """Append one record to each journal."""
    if not records:
        return
    for appeal, record in records:
        standing.refuse_closed(by=record.by, emergency=appeal.is_emergency)
    schema = scope.require().schema
    lives = [f"{schema}|{appeal.latin_number}" if appeal.is_public else "" for appeal, _ in records]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(journal_append(n.appeal, n.live, n.records::jsonb, n.told)) FROM "
            "unnest(%s::bigint[], %s::text[], %s::text[], %s::boolean[]) AS n(appeal, live, records, told)",
            [
                [appeal.pk for appeal, _ in records],
                lives,
                [_lines([record]) for _, record in records],
                [not appeal.is_trial for appeal, _ in records],
            ],
        )


def _lines(records: list[Record]) -> str:
    return json.dumps(
        [
            {
                "kind": record.kind,
                "from": record.status_from,
                "to": record.status_to,
                "role": record.by.role,
                "actor": record.by.user_id,
                # The journal can never forget: a resident's name does not enter it.
                "name": record.by.name if record.by.role not in _UNNAMED else "",
                "organisation": record.organisation_id,
                "was_with": record.was_with,
                "details": record.details,
                "public": record.is_public,
                "colour": workflow.colour(record.status_to),
            }
            for record in records
        ],
        ensure_ascii=False,
    )
