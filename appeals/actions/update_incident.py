"""One update informs all: a forecast, a word, «localised», other houses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from appeals.actions import incident_parts as parts
from appeals.actions import outage_houses
from appeals.actions.open_incident import waiting_at
from appeals.actions.register_outage import forecast, too_long
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import (
    Appeal,
    Incident,
    IncidentHouse,
    IncidentUpdate,
    Organisation,
    Outage,
    OutageHouse,
)
from tenants.accounts.actor import Actor


@whole
def update_incident(
    incident_id: int,
    *,
    words: str = "",
    forecast_at: datetime | None = None,
    localised: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Incident:
    """Tell everybody concerned how it goes; `localised` stops the clock of localising.

    Raises:
        BadInput: nothing new is said, or the forecast is in the past.
        RefusedMove, NoIncident, Stale
    """
    incident = parts.mine(incident_id, by=by, version=version)
    wrong = forecast(forecast_at, after=at) if forecast_at != incident.forecast_at else {}
    wrong |= too_long(words=words)
    if not (words.strip() or localised or forecast_at != incident.forecast_at):
        wrong["words"] = "Напишите, что нового, или измените прогноз."
    if wrong:
        raise BadInput(wrong)
    if localised and incident.localised_at is not None:
        raise RefusedMove("Авария уже отмечена локализованной.")
    if forecast_at != incident.forecast_at:
        incident.forecast_at, incident.forecast_told_at = forecast_at, at
    if localised:
        incident.localised_at = at
    incident.version += 1
    incident.save()
    told: dict[str, Any] = {
        "forecast_at": incident.forecast_at,
        "forecast_told_at": incident.forecast_told_at,
    }
    if words.strip():
        told["public_words"] = words.strip()
    Outage.objects.filter(incident=incident).update(**told, changed_at=at)
    kind = IncidentUpdate.LOCALISED if localised else IncidentUpdate.TOLD
    parts.tell(incident, kind, by=by, at=at, words=words)
    return incident


@whole
def change_houses(
    incident_id: int,
    *,
    add: Iterable[int] = (),
    remove: Iterable[int] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Incident:
    """Other houses are in it: added ones bring their open appeals, removed ones take theirs away.

    Raises:
        BadInput: none would be left, or one is not of this city.
        RefusedMove, NoIncident, Stale
    """
    incident = parts.mine(incident_id, by=by, version=version)
    gone, new = set(remove), set(add)
    if gone:
        IncidentHouse.objects.filter(incident=incident, house_id__in=gone).delete()
        OutageHouse.objects.filter(outage__incident=incident, house_id__in=gone).delete()
        parts.leave(Appeal.objects.filter(incident=incident, house_id__in=gone), incident, by=by)
    if new:
        houses = outage_houses.existing(new)
        parts.add_houses(incident, houses, since=at if gone else incident.started_at)
        joining = waiting_at(
            incident.service, houses, since=incident.started_at - parts.LOOK_BACK, till=at
        )
        parts.join(incident, joining, by=by, at=at)
    if not IncidentHouse.objects.filter(incident=incident).exists():
        raise BadInput({"houses": "Хотя бы один дом должен остаться. Ложную аварию снимите."})
    parts.recount(incident, at=at)
    return incident


@whole
def hand_incident(
    incident_id: int,
    *,
    organisation: Organisation | None,
    title: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Incident:
    """Say better what it is and who mends it; its clocks go on from where they began.

    Raises:
        BadInput: it would be without a name.
        RefusedMove, NoIncident, Stale
    """
    incident = parts.mine(incident_id, by=by, version=version)
    if not title.strip() or len(title) > 200 or "\x00" in title:
        raise BadInput({"title": "Назовите аварию коротко: «Прорыв на тепловой сети»."})
    incident.title, incident.organisation = title.strip(), organisation
    parts.start_clocks(incident)
    incident.version += 1
    incident.save()
    Outage.objects.filter(incident=incident).update(
        reason=incident.title, organisation=organisation, changed_at=at
    )
    return incident
