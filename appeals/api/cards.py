"""An appeal as JSON: what everybody may read, and what those who work on it need besides."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from appeals import labels, workflow
from appeals.models import Appeal, Applicant, Attachment, Event
from tenants.accounts.actor import Actor
from tenants.isolation import scope


def address_of(appeal: Appeal) -> str:
    """The page where everybody follows this appeal, on the city's own host."""
    tenant = scope.require()
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{tenant.host}{port}/appeals/{appeal.latin_number}/"


def line(appeal: Appeal) -> dict[str, Any]:
    """One appeal in a list; needs `with_card`."""
    return {
        "number": appeal.number,
        "url": address_of(appeal),
        "status": appeal.status,
        "status_name": str(labels.STATUSES[appeal.status]),
        "colour": appeal.colour.value,
        "category": {"code": appeal.category.code, "name": appeal.category.name},
        "sector": appeal.sector,
        "text": appeal.public_text,
        "address": appeal.address,
        "district": appeal.district,
        "latitude": appeal.latitude,
        "longitude": appeal.longitude,
        "organisation": str(appeal.organisation) if appeal.organisation else None,
        "control_level": appeal.control_level,
        "registered_at": appeal.registered_at,
        "status_at": appeal.status_at,
        "accepted_at": appeal.accepted_at,
        "resolved_at": appeal.resolved_at,
        "closed_at": appeal.closed_at,
        "deadlines": {name: at for name, at in appeal.clocks.items() if at},
    }


def public_card(appeal: Appeal, events: list[Event], photos: list[Attachment]) -> dict[str, Any]:
    """Everything that everybody may read of an appeal."""
    return {
        **line(appeal),
        "photos": [photo.file.url for photo in photos],
        "timeline": [record(event) for event in events],
    }


def record(event: Event) -> dict[str, Any]:
    """One record of the journal; of people only their part is told."""
    return {
        "sequence": event.sequence,
        "kind": event.kind,
        "name": str(labels.EVENTS.get(event.kind, event.kind)),
        "status": event.status_to,
        "at": event.at,
        "by": event.actor_role,
    }


def for_work(appeal: Appeal, actor: Actor) -> dict[str, Any]:
    """What somebody who works on this appeal needs besides: its version and the moves open now."""
    return {
        "version": appeal.version,
        "possible": [move.name for move in workflow.open_to(appeal.status, actor.role)],
        "next_clock": appeal.next_clock or None,
        "next_clock_at": appeal.next_clock_at,
        "named_organisation": (
            str(appeal.named_organisation) if appeal.named_organisation else None
        ),
        "routed_why": appeal.routed_why,
        "crew": str(appeal.crew) if appeal.crew else None,
        "is_public": appeal.is_public,
    }


def applicant(appeal: Appeal) -> dict[str, str] | None:
    """Whom to call; only for those who work on this very appeal."""
    found = Applicant.objects.filter(appeal=appeal).first()
    if found is None:
        return None
    return {
        "name": found.name,
        "phone": found.phone,
        "email": found.email,
        "flat": found.flat,
    }
