"""Putting one appeal into a mass incident, taking it out, and answering it with the others."""

from datetime import datetime

from appeals import workflow
from appeals.actions import incident_parts as parts
from appeals.actions import journal, outage_houses, verdicts
from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import Appeal, Incident, IncidentHouse
from tenants.accounts.actor import Actor


@whole
def join_incident(appeal_id: int, *, incident_id: int, by: Actor, at: datetime) -> Appeal:
    """The appeal is part of this incident; its house is without service from now on.

    Raises:
        RefusedMove: the incident is over, or the appeal is closed or in another incident.
        NotFound, NoIncident
    """
    incident = parts.mine(incident_id, by=by, version=None)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if appeal.incident_id == incident.pk:
        return appeal
    if appeal.incident_id is not None or appeal.status in workflow.CLOSED:
        raise RefusedMove(
            "Присоединить можно открытое обращение, которое ещё не входит в аварию. "
            "Сначала отделите его от прежней."
        )
    if appeal.house_id is not None:
        houses = outage_houses.existing([appeal.house_id])
        parts.add_houses(incident, houses, since=appeal.registered_at)
    parts.join(incident, [appeal.pk], by=by, at=at)
    parts.recount(incident, at=at)
    appeal.refresh_from_db()
    return appeal


@whole
def leave_incident(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """The appeal is about something else: it goes its own way, the house stays.

    Raises:
        RefusedMove: it is in no incident.
        NotFound, NoIncident
    """
    appeal = Appeal.objects.visible_to(by).filter(pk=appeal_id).first()
    incident = Incident.objects.visible_to(by).locked(appeal.incident_id or 0) if appeal else None
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if incident is None or appeal.incident_id != incident.pk:
        raise RefusedMove("Обращение не входит в аварию.")
    parts.leave(Appeal.objects.filter(pk=appeal_id), incident, by=by)
    parts.recount(incident, at=at)
    appeal.refresh_from_db()
    return appeal


@whole
def resolve_with_incident(
    appeal_id: int, *, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """One late appeal of a house where the service is back is answered like all the others.

    Raises:
        RefusedMove: its incident has not come to its house's end.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    journal.refuse_stale(appeal, version)
    back = IncidentHouse.objects.filter(
        incident_id=appeal.incident_id or 0,
        house_id=appeal.house_id or 0,
        state=IncidentHouse.RESTORED,
    )
    allowed = workflow.allowed(workflow.RESOLVE_WITH_INCIDENT, appeal.status, by.role)
    if not allowed or not back.exists():
        raise journal.refusal(appeal, workflow.RESOLVE_WITH_INCIDENT, by)
    appeal.resolved_at = at
    verdicts.await_word(appeal, at=at)
    incident = Incident.objects.get(pk=appeal.incident_id or 0)
    return journal.move(
        appeal,
        workflow.RESOLVE_WITH_INCIDENT,
        by=by,
        at=at,
        incident=incident.number,
        title=incident.title,
    )
