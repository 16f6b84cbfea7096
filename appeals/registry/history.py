"""Writing past appeals in bulk, with their journals: for a city's archive and for simulations.

The one door beside `appeals.actions` through which appeals enter a city. It writes no outbox and
no letters: what is past is not announced. The journal's hashes come from the same SQL function,
so that `verify_journal` holds for these appeals too. Counters are rebuilt by the caller.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from appeals.models import Appeal

_JSON_FIELDS = {"breached", "terms"}
_FIELDS = tuple(field for field in Appeal._meta.concrete_fields if not field.primary_key)
_COLUMNS = tuple(str(field.column) for field in _FIELDS)
_APPLICANT = ("appeal_id", "user_id", "name", "phone", "email", "flat", "consent")
_CALLBACK = ("appeal_id", "result", "reason", "called_at", "operator_id")

# All events of one place in their chains at once: each finds the hash of the one before it.
_EVENTS = """
INSERT INTO appeals_event (
    appeal_id, sequence, kind, status_from, status_to, at, actor_role, actor_id, actor_name,
    organisation_id, details, is_public, hash)
SELECT n.appeal, n.sequence, n.kind, n.was, n.became, n.at, n.role, n.actor, n.name, n.organisation,
       n.details, n.public,
       event_digest(before.hash, n.appeal, n.sequence, n.kind, n.was, n.became, n.at, n.role,
                    n.actor, n.name, n.organisation, n.details, n.public)
FROM jsonb_to_recordset(%s::jsonb) AS n(
    appeal bigint, sequence integer, kind text, was text, became text, at timestamptz, role text,
    actor bigint, name text, organisation bigint, details jsonb, public boolean)
LEFT JOIN appeals_event before
    ON before.appeal_id = n.appeal AND before.sequence = n.sequence - 1
"""


@dataclass(slots=True)
class PastEvent:
    """One record of a past journal."""

    kind: str
    status_from: str
    status_to: str
    at: datetime
    role: str
    actor_id: int | None = None
    actor_name: str = ""
    organisation_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)
    is_public: bool = True


@dataclass(slots=True)
class PastAppeal:
    """An appeal as it stands after its last event; number and id come from the database.

    `merged` is another appeal of the same or an earlier batch that this one repeats.
    """

    appeal: Appeal
    events: list[PastEvent]
    applicant: dict[str, Any] | None = None
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    merged: PastAppeal | None = None


def write(batch: Sequence[PastAppeal]) -> None:
    """Number and store a batch in the order given; inside the caller's transaction."""
    if not batch:
        return
    _number(batch)
    _copy("appeals_appeal", _COLUMNS, (_row(past.appeal) for past in batch))
    _find_keys(batch)
    _join_repeats(batch)
    _write_events(batch)
    _copy(
        "appeals_applicant",
        _APPLICANT,
        (
            (
                past.appeal.pk,
                past.applicant.get("user_id"),
                *(past.applicant.get(name, "") for name in _APPLICANT[2:]),
            )
            for past in batch
            if past.applicant
        ),
    )
    _copy(
        "appeals_callback",
        _CALLBACK,
        (
            (past.appeal.pk, *(call.get(name) for name in _CALLBACK[1:]))
            for past in batch
            for call in past.callbacks
        ),
    )


def _number(batch: Sequence[PastAppeal]) -> None:
    """Ascending serials of each year, in the order given."""
    with connection.cursor() as cursor:
        for year, count in Counter(past.appeal.year for past in batch).items():
            cursor.execute("SELECT next_serial(%s) FROM generate_series(1, %s)", [year, count])
            serials = sorted(row[0] for row in cursor.fetchall())
            mine = (past.appeal for past in batch if past.appeal.year == year)
            for appeal, serial in zip(mine, serials, strict=True):
                appeal.serial = serial


def _find_keys(batch: Sequence[PastAppeal]) -> None:
    """The keys the database gave: a city's role may not draw them beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.year, a.serial, a.id FROM appeals_appeal a "
            "JOIN unnest(%s::integer[], %s::integer[]) AS n(year, serial) "
            "ON a.year = n.year AND a.serial = n.serial AND NOT a.is_trial",
            [[past.appeal.year for past in batch], [past.appeal.serial for past in batch]],
        )
        keys = {(year, serial): key for year, serial, key in cursor.fetchall()}
    for past in batch:
        past.appeal.pk = keys[past.appeal.year, past.appeal.serial]


def _join_repeats(batch: Sequence[PastAppeal]) -> None:
    """Point repeats at their first appeals, in the row and in the journal."""
    repeats = [past for past in batch if past.merged is not None]
    for past in repeats:
        if past.merged is not None:
            past.appeal.merged_into_id = past.merged.appeal.pk
            past.events[-1].details["of"] = past.merged.appeal.number
    if repeats:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE appeals_appeal a SET merged_into_id = n.first "
                "FROM unnest(%s::bigint[], %s::bigint[]) AS n(id, first) WHERE a.id = n.id",
                [
                    [past.appeal.pk for past in repeats],
                    [past.appeal.merged_into_id for past in repeats],
                ],
            )


def _row(appeal: Appeal) -> list[Any]:
    values = []
    for column in _FIELDS:
        value = getattr(appeal, column.attname)
        if column.name in _JSON_FIELDS:
            value = json.dumps(value, ensure_ascii=False)
        values.append(value)
    return values


def _write_events(batch: Sequence[PastAppeal]) -> None:
    longest = max(len(past.events) for past in batch)
    with connection.cursor() as cursor:
        for place in range(longest):
            records = [
                _record(past.appeal.pk, place + 1, past.events[place])
                for past in batch
                if len(past.events) > place
            ]
            cursor.execute(_EVENTS, [json.dumps(records, ensure_ascii=False)])


def _record(appeal: int, sequence: int, event: PastEvent) -> dict[str, Any]:
    return {
        "appeal": appeal,
        "sequence": sequence,
        "kind": event.kind,
        "was": event.status_from,
        "became": event.status_to,
        "at": event.at.isoformat(),
        "role": event.role,
        "actor": event.actor_id,
        "name": event.actor_name,
        "organisation": event.organisation_id,
        "details": event.details,
        "public": event.is_public,
    }


def _copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows in; the table's and the columns' names are this module's own."""
    listed = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
