"""Many appeals join an incident at once: a wave of calls costs it a few statements a batch."""

from collections.abc import Sequence
from datetime import datetime

from appeals.actions import incident_parts as parts
from appeals.actions import outage_houses
from appeals.actions.whole import whole
from appeals.models import Appeal, House, Incident, IncidentHouse, Outage
from tenants.accounts.actor import Actor

# Of more houses than this nobody reads a list: their words wait for the next change by a person.
_NAMED = 300


@whole
def gather(incident_id: int, appeal_ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Put these appeals and their houses into an open incident; how many joined.

    Called again with the same appeals it changes nothing. An incident that was closed meanwhile
    takes nobody.

    Raises:
        NoIncident
    """
    incident = Incident.objects.locked(incident_id)
    if not incident.is_open:
        return 0
    grown = _new_houses(incident, appeal_ids)
    parts.add_houses(incident, grown, since=at)
    joined = parts.join(incident, appeal_ids, by=by, at=at)
    if not joined and not grown:
        return 0
    incident.appeal_count += joined
    incident.house_count += len(grown)
    incident.version += 1
    incident.save()
    if grown:
        _rename(incident, at=at)
    return joined


def _new_houses(incident: Incident, appeal_ids: Sequence[int]) -> list[House]:
    """Houses of these appeals that the incident does not have yet; one statement."""
    theirs = Appeal.objects.filter(
        pk__in=appeal_ids, incident__isnull=True, house__isnull=False
    ).values("house_id")
    known = IncidentHouse.objects.filter(incident=incident).values("house_id")
    return list(House.objects.filter(pk__in=theirs).exclude(pk__in=known))


def _rename(incident: Incident, *, at: datetime) -> None:
    outage = Outage.objects.filter(incident=incident).first()
    if outage is None:
        return
    outage.house_count = incident.house_count
    if incident.house_count <= _NAMED:
        outage_houses.recount(outage)
    outage.changed_at = at
    outage.save(update_fields=["house_count", "places", "changed_at"])
