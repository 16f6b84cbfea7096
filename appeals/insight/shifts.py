"""What one shift leaves to the next, as it stood at that minute."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from appeals.insight import alarms
from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts.actor import Actor

_MOST = 50


def snapshot(actor: Actor, now: datetime) -> dict[str, Any]:
    """Criticals, promised calls and what nobody accepted: numbers, places and clocks, no persons.

    Each list is bounded; `…_more` says that it goes on.
    """
    open_ones = Appeal.objects.worked_by(actor).open()
    parts = {
        # Emergencies, strict control and what is late by now: indexes `appeal_open`, `appeal_strict`.
        "critical": open_ones.filter(Q(is_emergency=True) | Q(control_level__gt=0)).order_by(
            "next_clock_at", "id"
        ),
        "late": open_ones.filter(
            next_clock_at__lt=now, is_emergency=False, control_level=0
        ).order_by("next_clock_at", "id"),
        "calls": Appeal.objects.worked_by(actor)
        .filter(status=Status.RESOLVED, callback_promised=True)
        .order_by("callback_at"),
        "alarms": alarms.ringing(actor, now),
    }
    seen: dict[str, Any] = {}
    for name, rows in parts.items():
        found = list(rows.select_related("category", "organisation")[: _MOST + 1])
        seen[name] = _lines(found[:_MOST])
        seen[f"{name}_more"] = len(found) > _MOST
    return seen


def _lines(appeals: Iterable[Appeal]) -> list[dict[str, Any]]:
    return [
        {
            "number": appeal.number,
            "latin": appeal.latin_number,
            "address": appeal.address or appeal.landmark,
            "what": appeal.category.name,
            "status": appeal.status,
            "who": str(appeal.organisation or ""),
            "level": appeal.control_level,
            "emergency": appeal.is_emergency,
            "due": appeal.next_clock_at.isoformat() if appeal.next_clock_at else "",
            "call": appeal.callback_at.isoformat() if appeal.callback_at else "",
        }
        for appeal in appeals
    ]
