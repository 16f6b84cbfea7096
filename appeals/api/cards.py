"""An appeal as JSON: what everybody may read, and what those who work on it need besides."""

from __future__ import annotations

from django.conf import settings

from appeals import labels, moderated, workflow
from appeals.access import contact_is_open, marker_is_open
from appeals.api.outputs import Card, Contact, Filed, Line, Record, Work
from appeals.masking import masked
from appeals.models import Appeal, Applicant, Attachment, Event
from tenants.accounts.actor import Actor
from tenants.isolation import scope


def on_site(path: str) -> str:
    """A path of the city's own site as a whole address; the host is the stored one."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{scope.require().host}{port}{path}"


def line(appeal: Appeal, by: Actor | None = None) -> Line:
    """One appeal in a list, for everybody or `by` whom it is read; needs `with_card`.

    People write flats and phones into the address too: it is masked like their words. A marker is
    for those who go there.
    """
    knows = by is not None and contact_is_open(appeal, by)
    goes = by is not None and marker_is_open(appeal, by)
    latitude, longitude = (appeal.latitude, appeal.longitude) if goes else appeal.shown_point
    return {
        "number": appeal.number,
        "url": on_site(f"/appeals/{appeal.latin_number}/"),
        "regime": appeal.regime,
        "status": appeal.status,
        "status_name": str(labels.STATUSES[appeal.status]),
        "colour": appeal.colour.value,
        "category": {"code": appeal.category.code, "name": appeal.category.name},
        "sector": appeal.sector,
        "text": appeal.public_text,
        "address": appeal.address if knows else masked(appeal.shown_address),
        "district": appeal.district,
        "latitude": latitude,
        "longitude": longitude,
        "organisation": str(appeal.organisation) if appeal.organisation else None,
        "control_level": appeal.control_level,
        "registered_at": appeal.registered_at,
        "status_at": appeal.status_at,
        "accepted_at": appeal.accepted_at,
        "resolved_at": appeal.resolved_at,
        "closed_at": appeal.closed_at,
        "deadlines": {name: at for name, at in appeal.clocks.items() if at},
    }


def card(appeal: Appeal, by: Actor | None = None) -> Card:
    """Everything that everybody may read of an appeal: two reads besides the appeal's own."""
    events = Event.objects.filter(appeal=appeal, is_public=True)
    hidden = moderated.hidden_words(appeal.moderated)
    photos = Attachment.objects.filter(appeal=appeal, is_public=True)
    return {
        **line(appeal, by),
        "photos": [on_site(f"/media/{photo.key}.jpg") for photo in photos],
        "timeline": [_record(event, hidden.get(event.sequence)) for event in events],
    }


def work(appeal: Appeal, actor: Actor) -> Work:
    """What somebody who works on this appeal needs besides: its version and the moves open now."""
    named = appeal.named_organisation
    return {
        "version": appeal.version,
        "possible": [move.name for move in workflow.open_to(appeal.status, actor.role)],
        "next_clock": appeal.next_clock or None,
        "next_clock_at": appeal.next_clock_at,
        "named_organisation": str(named) if named else None,
        "routed_why": appeal.routed_why,
        "crew": str(appeal.crew) if appeal.crew else None,
        "is_public": appeal.is_public,
    }


def contact(appeal: Appeal) -> Contact | None:
    """Whom to call; only for those who work on this very appeal."""
    # A part has no applicant of its own.
    found = Applicant.objects.filter(appeal=appeal.parent_id or appeal.pk).first()
    if found is None:
        return None
    return {"name": found.name, "phone": found.phone, "email": found.email, "flat": found.flat}


def filed(appeal: Appeal) -> Filed:
    """What the applicant must keep."""
    return {
        "number": appeal.number,
        "tracking_code": appeal.tracking_code,
        "url": on_site(f"/appeals/{appeal.latin_number}/"),
        "tracking_url": on_site(f"/track/{appeal.tracking_code}/"),
        "status": appeal.status,
        "status_name": str(labels.STATUSES[appeal.status]),
    }


def _record(event: Event, hidden: str | None = None) -> Record:
    """One record of the journal; of people only their part is told, of hidden words why they are."""
    told: Record = {
        "sequence": event.sequence,
        "kind": event.kind,
        "name": str(labels.EVENTS.get(event.kind, event.kind)),
        "status": event.status_to,
        "at": event.at,
        "by": event.actor_role,
    }
    if organisation := event.details.get("organisation"):
        told["organisation"] = str(organisation)
    if crew := event.details.get("crew"):
        told["crew"] = str(crew)
    if words := hidden or event.public_words:
        told["comment"] = words
    return told
