"""Closing an incident house by house: where the service is back, and where it is not."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from appeals.actions import incident_parts as parts
from appeals.actions import open_incident, outage_houses
from appeals.actions.register_outage import too_long
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import (
    Appeal,
    House,
    Incident,
    IncidentHouse,
    IncidentUpdate,
    Outage,
    OutageHouse,
)
from tenants.accounts.actor import Actor

KEEP, NEW = "keep", "new"


@whole
def close_incident(
    incident_id: int,
    *,
    restored: Iterable[int],
    not_restored: Iterable[int] = (),
    rest: str = KEEP,
    words: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Incident:
    """Say of each house whether the service is back; with all of them back, the incident is closed.

    Appeals of restored houses are resolved and wait for the callback. Houses without service stay
    in this incident, which goes on (`keep`), or begin another that continues it (`new`): its clocks
    run from the same beginning, nobody's wait starts anew.

    Raises:
        BadInput: a house is not answered for, or answered twice.
        RefusedMove, NoIncident, Stale
    """
    incident = parts.mine(incident_id, by=by, version=version)
    back, without = set(restored), set(not_restored)
    _check(incident, back, without, rest, words)
    IncidentHouse.objects.filter(incident=incident, house_id__in=back).update(
        state=IncidentHouse.RESTORED, restored_at=at, checked_at=at
    )
    IncidentHouse.objects.filter(incident=incident, house_id__in=without).update(checked_at=at)
    outage = Outage.objects.filter(incident=incident).first()
    if outage is not None:
        outage_houses.end(outage, back, at=at)
    if without and rest == NEW:
        _continue(incident, without, by=by, at=at)
    is_over = not without or rest == NEW
    if is_over:
        incident.state, incident.closed_at = Incident.CLOSED, at
        incident.localised_at = incident.localised_at or at
        if outage is not None:
            outage_houses.end(outage, None, at=at)
            Outage.objects.filter(pk=outage.pk).update(ended_at=at, changed_at=at)
    kind = IncidentUpdate.CLOSED if is_over else IncidentUpdate.RESTORED
    update = parts.tell(incident, kind, by=by, at=at, words=words, house_ids=back)
    parts.resolve_appeals(
        parts.concerned(incident, update), by=by, at=at, incident=incident, words=words
    )
    parts.recount(incident, at=at)
    return incident


@whole
def finish_closing(update: IncidentUpdate, *, by: Actor) -> int:
    """The next batch of appeals that a big incident's closing has left for later; 0: all are done."""
    if update.kind not in (IncidentUpdate.CLOSED, IncidentUpdate.RESTORED):
        return 0
    incident = Incident.objects.locked(update.incident_id)
    return parts.resolve_appeals(
        parts.concerned(incident, update).filter(status_at__lte=update.at),
        by=by,
        at=update.at,
        incident=incident,
        words=update.words,
    )


@whole
def dismiss_incident(
    incident_id: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Incident:
    """It was no incident: every appeal is on its own again, the register forgets the outage.

    Raises:
        BadInput: no reason, or too long a one.
        RefusedMove, NoIncident, Stale
    """
    incident = parts.mine(incident_id, by=by, version=version)
    if not reason.strip():
        raise BadInput({"reason": "Напишите, почему это не общая авария."})
    if wrong := too_long(reason=reason):
        raise BadInput(wrong)
    parts.leave(Appeal.objects.filter(incident=incident), incident, by=by)
    Outage.objects.filter(incident=incident).delete()
    incident.state, incident.closed_at = Incident.DISMISSED, at
    parts.tell(incident, IncidentUpdate.DISMISSED, by=by, at=at, words=reason)
    parts.recount(incident, at=at)
    return incident


def _check(incident: Incident, back: set[int], without: set[int], rest: str, words: str) -> None:
    asked = set(
        IncidentHouse.objects.filter(incident=incident, state=IncidentHouse.WITHOUT).values_list(
            "house_id", flat=True
        )
    )
    wrong = {}
    if back & without or (back | without) - asked:
        wrong["houses"] = "Список домов изменился. Проверьте ответы и сохраните ещё раз."
    elif asked - back - without:
        wrong["houses"] = f"Ответьте за каждый дом: без ответа {len(asked - back - without)}."
    elif not back:
        wrong["houses"] = "Ни в одном доме услуги ещё нет. Чтобы сообщить новости, есть «Обновить»."
    if rest not in (KEEP, NEW):
        wrong["rest"] = "Выберите, что делать с остальными домами."
    if wrong := wrong | too_long(words=words):
        raise BadInput(wrong)


def _continue(incident: Incident, without: set[int], *, by: Actor, at: datetime) -> Incident:
    """Another incident over the houses that are still without."""
    IncidentHouse.objects.filter(incident=incident, house_id__in=without).delete()
    # Those without a house of the registry go where the trouble goes on.
    theirs = Q(house_id__in=without) | Q(house__isnull=True)
    moving = Appeal.objects.open().filter(theirs, incident=incident)
    joining = list(moving.order_by("pk").values_list("pk", flat=True))
    parts.leave(moving, incident, by=by)
    # In the register the houses' interruption goes on without a gap: it is the same one.
    OutageHouse.objects.filter(outage__incident=incident, house_id__in=without).update(ended_at=at)
    houses = list(House.objects.filter(pk__in=without).select_related("street"))
    return open_incident.begin(
        category=incident.category,
        title=incident.title,
        houses=houses,
        organisation=incident.organisation,
        joining=joining,
        started_at=incident.started_at,
        forecast_at=incident.forecast_at if (incident.forecast_at or at) > at else None,
        words="",
        why="",
        continues=incident,
        by=by,
        at=at,
    )
