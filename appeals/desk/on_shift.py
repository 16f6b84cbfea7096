"""What the rail and the top of the hall tell one person: their own work, and the shift's papers."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from appeals import access
from appeals.actions.hand_over import may_sign
from appeals.desk import counting, lists
from appeals.desk.lists import Counted
from appeals.models import Appeal
from tenants.accounts.actor import Actor

# Partial indexes `handover_waiting` and `handover_taken`.
_WAITING = """
SELECT jsonb_agg(jsonb_build_object('id', id, 'by', given_by_name, 'by_id', given_by_id,
    'to', given_to_name, 'to_id', given_to_id, 'at', given_at) ORDER BY given_at)
FROM appeals_handover WHERE taken_at IS NULL AND withdrawn_at IS NULL
"""
_LATEST = """
SELECT jsonb_build_object('who', taken_by_name, 'until', until)
FROM appeals_handover WHERE taken_at IS NOT NULL ORDER BY taken_at DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A handover that still waits for its second signature."""

    id: int
    by: str
    to: str
    at: datetime | None
    # Whose move it is: this person signs, this person waits, or somebody else does.
    is_to_sign: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class OnShift:
    """One's own list with its counter, papers that wait, and until when the shift is."""

    mine: Counted
    papers: list[Paper]
    until: datetime | None
    who: str


def read(actor: Actor, now: datetime) -> OnShift:
    """All of it in one statement."""
    view = lists.mine(actor)
    answers = counting.gathered(
        counts={"mine": (view.rows(Appeal.objects.visible_to(actor), now), counting.BOUND)},
        firsts={},
        also={"waiting": (_WAITING, []), "latest": (_LATEST, [])},
    )
    count = answers["mine"]
    latest = _told(answers["latest"]) or {}
    until = _moment(latest.get("until"))
    return OnShift(
        mine=Counted(view, count, counting.shown(count)),
        papers=[_paper(each, actor) for each in _told(answers["waiting"]) or []],
        until=until if until is not None and until > now else None,
        who=latest.get("who", ""),
    )


def _paper(told: dict[str, Any], actor: Actor) -> Paper:
    return Paper(
        id=told["id"],
        by=told["by"],
        to=told["to"],
        at=_moment(told["at"]),
        is_to_sign=may_sign(actor, given_by=told["by_id"], given_to=told["to_id"]),
        is_own=actor.user_id == told["by_id"] and access.hands_shift_over(actor),
    )


def _told(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
