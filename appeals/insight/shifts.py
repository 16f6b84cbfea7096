"""What one shift leaves to the next, as it stood at that minute."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals.insight import alarms
from appeals.models import Appeal, Incident
from appeals.workflow import Status
from tenants.accounts.actor import Actor

PARTS = {
    "incidents": _("Аварии"),
    "critical": _("Аварийные и под контролем"),
    "late": _("Просрочены"),
    "alarms": _("Никто не принял вовремя"),
    "calls": _("Обещали позвонить"),
}
_MOST = 50


def snapshot(actor: Actor, now: datetime) -> dict[str, Any]:
    """Incidents, criticals, promised calls, what nobody accepted: places and clocks, no persons.

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
    seen = _incidents(actor)
    for name, rows in parts.items():
        found = list(rows.select_related("category", "organisation")[: _MOST + 1])
        seen[name] = _lines(found[:_MOST])
        seen[f"{name}_more"] = len(found) > _MOST
    return seen


def _incidents(actor: Actor) -> dict[str, Any]:
    """Mass incidents that go on, by index `incident_open`."""
    rows = Incident.objects.visible_to(actor).open().select_related("organisation")
    found = list(rows.order_by("opened_at")[: _MOST + 1])
    lines = [
        {
            "number": incident.number,
            "state": incident.state,
            "address": incident.title,
            "what": gettext("домов: %(houses)d, обращений: %(appeals)d")
            % {"houses": incident.house_count, "appeals": incident.appeal_count},
            "who": str(incident.organisation or ""),
            "due": incident.forecast_at.isoformat() if incident.forecast_at else "",
        }
        for incident in found[:_MOST]
    ]
    return {"incidents": lines, "incidents_more": len(found) > _MOST}


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
