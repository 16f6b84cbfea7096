"""Opening a mass incident over many houses: by a person, or by the city's rule."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from appeals.actions import incident_parts as parts
from appeals.actions import outage_houses
from appeals.actions.register_outage import SERVICES, forecast, too_long
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import (
    Appeal,
    Category,
    House,
    Incident,
    IncidentUpdate,
    Organisation,
    Outage,
)
from tenants.accounts.actor import Actor

TITLE_LIMIT = 200


@whole
def open_incident(
    *,
    category: Category,
    title: str,
    house_ids: Iterable[int],
    organisation: Organisation | None = None,
    appeal_ids: Sequence[int] = (),
    started_at: datetime | None = None,
    forecast_at: datetime | None = None,
    words: str = "",
    why: str = "",
    by: Actor,
    at: datetime,
) -> Incident:
    """One trouble of many houses: numbered, with its clocks running and its outage registered.

    Open appeals of the service at these houses join it: since `started_at`, or of the last hours.
    `why` is given by the rule alone.

    Raises:
        BadInput: what is wrong, field by field.
    """
    wrong: dict[str, str] = {}
    if not title.strip() or len(title) > TITLE_LIMIT or "\x00" in title:
        wrong["title"] = "Назовите аварию коротко: «Прорыв на тепловой сети»."
    if not category.service:
        wrong["category"] = "У этой темы нет услуги. Выберите тему вида «Нет отопления»."
    if started_at is not None and started_at > at:
        wrong["started_at"] = "Авария не может начаться в будущем. Для работ есть отключения."
    wrong |= too_long(words=words) | forecast(forecast_at, after=at)
    if wrong:
        raise BadInput(wrong)
    houses = outage_houses.existing(house_ids)
    joining = list(appeal_ids) or waiting_at(
        category.service, houses, since=started_at or at - parts.LOOK_BACK, till=at
    )
    return begin(
        category=category,
        title=title.strip(),
        houses=houses,
        organisation=organisation,
        joining=joining,
        started_at=started_at,
        forecast_at=forecast_at,
        words=words,
        why=why,
        continues=None,
        by=by,
        at=at,
    )


def begin(
    *,
    category: Category,
    title: str,
    houses: Sequence[House],
    organisation: Organisation | None,
    joining: Sequence[int],
    started_at: datetime | None,
    forecast_at: datetime | None,
    words: str,
    why: str,
    continues: Incident | None,
    by: Actor,
    at: datetime,
) -> Incident:
    """The rows of a checked incident; `started_at` None: the first of its appeals, or now."""
    first = _first_word(joining) if started_at is None else started_at
    incident = Incident(
        serial=parts.next_serial(),
        service=category.service,
        category=category,
        title=title,
        organisation=organisation,
        by_rule=bool(why),
        why=why,
        continues=continues,
        started_at=min(first or at, at),
        opened_at=at,
        joined_at=at,
        forecast_at=forecast_at,
        forecast_told_at=at if forecast_at else None,
        author_id=by.user_id,
        author_name=by.name,
    )
    parts.start_clocks(incident)
    incident.save()
    if category.service in SERVICES:
        _register(incident, by=by, at=at, words=words)
    parts.add_houses(incident, houses, since=incident.started_at)
    parts.join(incident, joining, by=by, at=at)
    parts.recount(incident, at=at)
    parts.tell(incident, IncidentUpdate.OPENED, by=by, at=at, words=words)
    return incident


def _register(incident: Incident, *, by: Actor, at: datetime, words: str) -> None:
    """What residents see of it: an emergency outage that the incident leads."""
    Outage.objects.create(
        kind=Outage.EMERGENCY,
        service=incident.service,
        reason=incident.title,
        public_words=words.strip(),
        organisation=incident.organisation,
        incident=incident,
        starts_at=incident.started_at,
        forecast_at=incident.forecast_at,
        forecast_told_at=incident.forecast_told_at,
        author_id=by.user_id,
        author_name=by.name,
        created_at=at,
        changed_at=at,
    )


def waiting_at(
    service: str, houses: Sequence[House], *, since: datetime, till: datetime
) -> list[int]:
    """Open appeals of the service at these houses that no incident has yet (index `appeal_wave`)."""
    here = {house.pk for house in houses}
    rows = Appeal.objects.open().filter(
        service=service, incident__isnull=True, registered_at__gte=since, registered_at__lte=till
    )
    return [pk for pk, house_id in rows.values_list("pk", "house_id") if house_id in here]


def _first_word(appeal_ids: Sequence[int]) -> datetime | None:
    """When the first of these appeals was registered: from then ПП 416 counts."""
    if not appeal_ids:
        return None
    return min(
        Appeal.objects.filter(pk__in=appeal_ids).values_list("registered_at", flat=True),
        default=None,
    )
