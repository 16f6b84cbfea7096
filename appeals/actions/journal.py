"""The only code that assigns an appeal's status: the change and its record, together or not at all.

The record's time, sequence and chained hash, its message in the outbox and the live notice are
made by the city's SQL function `journal_append` (migration 0002), in one statement.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from appeals import labels, workflow
from appeals.actions import clocks
from appeals.errors import RefusedMove, Stale
from appeals.models import Appeal
from appeals.workflow import Status, Transition
from tenants.accounts.actor import Actor
from tenants.isolation import scope


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
        RefusedMove: the workflow has no such move from here, or not for this role.
        Stale: `version` is given and somebody changed the appeal since.
    """
    before = appeal.status
    if version is not None and version != appeal.version:
        raise Stale(
            "Пока вы писали, обращение изменили. Ваш текст цел: посмотрите, что изменилось, "
            "и сохраните ещё раз."
        )
    if not workflow.allowed(transition, before, by.role):
        raise refusal(appeal, transition, by)
    target = transition.target or Status(appeal.status_before or Status.REGISTERED)
    if target not in workflow.SET_ASIDE:
        appeal.status_before = ""
    elif before not in workflow.SET_ASIDE:
        appeal.status_before = before
    appeal.status = target
    appeal.status_at = at
    if target in workflow.CLOSED:
        appeal.closed_at = at
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
    """Store a new appeal with its first records and, in the same statement, its applicant."""
    appeal.status = records[-1].status_to
    clocks.wind(appeal)
    appeal.save(force_insert=True)
    write(appeal, records, applicant=applicant)
    return appeal


def note(appeal: Appeal, kind: str, *, by: Actor, is_public: bool = True, **details: Any) -> None:
    """Write an event that changes no status; the appeal's own fields are the caller's to save."""
    held = appeal.organisation_id
    write(appeal, [Record(kind, appeal.status, appeal.status, by, details, is_public, held, held)])


def refusal(appeal: Appeal, transition: Transition, by: Actor) -> RefusedMove:
    """Why a move is refused, and which moves are open now."""
    possible = workflow.open_to(appeal.status, by.role)
    state = str(labels.STATUSES[appeal.status])
    words = [str(labels.MOVES[move.name]) for move in possible]
    advice = f"Сейчас можно: {', '.join(words)}." if words else "Сейчас действий для вас нет."
    return RefusedMove(
        f"«{labels.MOVES[transition.name]}» сейчас невозможно: обращение в состоянии «{state}». "
        f"{advice}",
        possible=[move.name for move in possible],
    )


def write(
    appeal: Appeal, records: list[Record], *, applicant: dict[str, Any] | None = None
) -> None:
    """Append the records to the appeal's journal."""
    tenant = scope.require()
    lines = [
        {
            "kind": record.kind,
            "from": record.status_from,
            "to": record.status_to,
            "role": record.by.role,
            "actor": record.by.user_id,
            "name": record.by.name,
            "organisation": record.organisation_id,
            "was_with": record.was_with,
            "details": record.details,
            "public": record.is_public,
            "colour": workflow.colour(record.status_to),
        }
        for record in records
    ]
    live = f"{tenant.schema}|{appeal.latin_number}" if appeal.is_public else ""
    parameters: list[Any] = [appeal.pk, live, json.dumps(lines, ensure_ascii=False)]
    statement = "SELECT journal_append(%s, %s, %s::jsonb)"
    if applicant is not None:
        columns = ", ".join(f'"{name}"' for name in applicant)
        marks = ", ".join(["%s"] * len(applicant))
        # Column names are this module's callers' own, values are bound.
        statement = (
            f"WITH who AS (INSERT INTO appeals_applicant (appeal_id, {columns}) "  # noqa: S608
            f"VALUES (%s, {marks})) {statement}"
        )
        parameters = [appeal.pk, *applicant.values(), *parameters]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
