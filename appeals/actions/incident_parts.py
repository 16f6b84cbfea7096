"""What every change of an incident is made of: its houses, its appeals, its word to people."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Q

from appeals import deadlines
from appeals.actions import clocks, journal, outage_houses, verdicts
from appeals.errors import RefusedMove, Stale
from appeals.models import Appeal, House, Incident, IncidentHouse, IncidentUpdate, Outage
from appeals.models.appeal import AppealQuerySet
from appeals.terms import Terms, in_force
from appeals.workflow import CLOSED, RESOLVE_WITH_INCIDENT
from tenants.accounts.actor import Actor, Role
from tenants.fanout import outbox
from tenants.isolation import scope

TOPIC = "incident"
BATCH = 500
# An appeal of the last hours belongs to a trouble that somebody names now.
LOOK_BACK = timedelta(hours=12)
_NUMBERS = 416_117


def next_serial() -> int:
    """The next number of the city; whoever asks at the same time waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_NUMBERS, scope.require().schema]
        )
    last: int | None = Incident.objects.aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def mine(incident_id: int, *, by: Actor, version: int | None) -> Incident:
    """The incident, locked, if it goes on and this person may change it.

    Raises:
        NoIncident, RefusedMove, Stale
    """
    incident = Incident.objects.visible_to(by).locked(incident_id)
    if version is not None and version != incident.version:
        raise Stale(
            "Пока вы писали, аварию изменили. Ваш текст цел: сверьте его с новым и сохраните."
        )
    if not incident.is_open:
        raise RefusedMove(
            f"Авария {incident} уже закрыта. Если услуга пропала снова, откройте новую."
        )
    return incident


def start_clocks(incident: Incident) -> None:
    """The emergency clocks from the first word of it: the theme's terms, else those of ПП 416."""
    calendar = clocks.calendar_of_city()
    day = incident.started_at.astimezone(calendar.zone).date()
    own = clocks.terms_of(incident.category, day)
    law = in_force(day)
    terms = Terms(
        localise=own.localise or law.get("emergency_localise"),
        resolve=own.resolve or law.get("damage_elimination"),
    )
    organisation = incident.organisation
    agreed = clocks.agreement_of(organisation) if organisation else None
    for due in deadlines.due_dates(terms, incident.started_at, calendar=calendar, agreement=agreed):
        if due.clock not in ("localise", "resolve"):
            continue
        setattr(incident, f"{due.clock}_by", due.at)
        incident.terms[due.clock] = {
            "span": due.span.words,
            "source": due.term.source,
            "mark": due.term.mark,
        }


def add_houses(incident: Incident, houses: Sequence[House], *, since: datetime) -> None:
    """These houses are in it from now on, in the register of outages too."""
    IncidentHouse.objects.bulk_create(
        [
            IncidentHouse(
                incident=incident,
                house=house,
                since=since,
                latitude=house.latitude,
                longitude=house.longitude,
                line=house.heat_line,
            )
            for house in houses
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    outage = Outage.objects.filter(incident=incident).first()
    if outage is not None:
        outage_houses.put(outage, houses, since=since)


def recount(incident: Incident, *, at: datetime) -> None:
    """Houses and appeals as they are now, in the incident and in its outage; saved."""
    incident.house_count = IncidentHouse.objects.filter(incident=incident).count()
    incident.appeal_count = Appeal.objects.filter(incident=incident).count()
    incident.version += 1
    incident.save()
    outage = Outage.objects.filter(incident=incident).first()
    if outage is not None:
        outage_houses.recount(outage)
        outage.changed_at = at
        outage.version += 1
        outage.save()


def tell(
    incident: Incident,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    house_ids: Iterable[int] = (),
) -> IncidentUpdate:
    """One word to everybody concerned; what becomes of it is the outbox's affair."""
    update = IncidentUpdate.objects.create(
        incident=incident,
        kind=kind,
        words=words.strip(),
        forecast_at=incident.forecast_at,
        house_ids=sorted(house_ids),
        at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    outbox.put(TOPIC, {"update": update.pk})
    return update


def join(incident: Incident, appeal_ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """These appeals are part of the incident; those of another one or closed are left alone."""
    joined = list(
        Appeal.objects.filter(pk__in=appeal_ids, incident__isnull=True)
        .exclude(status__in=sorted(CLOSED))
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for start in range(0, len(joined), BATCH):
        batch = joined[start : start + BATCH]
        Appeal.objects.filter(pk__in=[appeal.pk for appeal in batch]).update(incident=incident)
        journal.note_all(
            batch, "join_incident", by=by, incident=incident.number, title=incident.title
        )
    if joined:
        latest = max(appeal.registered_at for appeal in joined)
        incident.joined_at = max(incident.joined_at, min(latest, at))
    return len(joined)


def leave(rows: AppealQuerySet, incident: Incident, *, by: Actor) -> int:
    """These appeals are no part of the incident any more; how many there were."""
    left = list(rows.filter(incident=incident).order_by("pk").select_for_update(of=("self",)))
    for start in range(0, len(left), BATCH):
        batch = left[start : start + BATCH]
        Appeal.objects.filter(pk__in=[appeal.pk for appeal in batch]).update(incident=None)
        journal.note_all(batch, "leave_incident", by=by, incident=incident.number)
    return len(left)


def resolve_appeals(
    rows: AppealQuerySet, *, by: Actor, at: datetime, incident: Incident, words: str
) -> int:
    """The next batch of these appeals is done: the service is back. How many there were."""
    answerable = rows.filter(status__in=sorted(RESOLVE_WITH_INCIDENT.sources))
    batch = list(answerable.order_by("pk").select_for_update(of=("self",))[:BATCH])
    for appeal in batch:
        appeal.resolved_at = at
    if batch:
        verdicts.await_words(batch, at=at)
        performer = Actor(role=Role.SYSTEM, user_id=by.user_id, name=by.name, channel=by.channel)
        journal.move_all(
            batch,
            RESOLVE_WITH_INCIDENT,
            by=performer,
            at=at,
            incident=incident.number,
            title=incident.title,
            comment=words.strip(),
        )
    return len(batch)


def concerned(incident: Incident, update: IncidentUpdate) -> AppealQuerySet:
    """The appeals an update speaks to: of its houses, or of all where it names none.

    With the incident closed, those without a house of the registry too.
    """
    rows = Appeal.objects.filter(incident=incident)
    if not update.house_ids:
        return rows
    theirs = Q(house_id__in=update.house_ids)
    if update.kind == IncidentUpdate.CLOSED:
        theirs |= Q(house__isnull=True)
    return rows.filter(theirs)
