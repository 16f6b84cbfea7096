"""What followers are told: the news of one message of the outbox, whom it is for, and its words."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appeals import catalogue, labels
from appeals.models import (
    Appeal,
    Following,
    IncidentHouse,
    IncidentUpdate,
    Outage,
    OutageHouse,
)
from appeals.notifications import incidents, letters, pages, post
from appeals.notifications.post import Person
from tenants.accounts import links
from tenants.isolation import scope

# Steps of an appeal that its followers hear of: what happens to it, and how it ends.
STEPS = frozenset(
    kind for kind, step in letters.STEPS.items() if step.event in ("progress", "result")
)


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of news. `words` gives subject and text in the language of the moment; `others` are
    digests of those who are told by another letter."""

    event: str
    key: str
    rows: QuerySet[Following]
    words: Callable[[], tuple[str, str]]
    link: str
    appeal_id: int | None = None
    others: Collection[str] = field(default=frozenset())


def of(payload: Mapping[str, Any]) -> Story | None:
    """The story a message of the outbox stands for; None when there is nothing to tell any more."""
    if payload["news"] == "outage":
        return _of_outage(payload["outage"], payload["version"])
    if payload["news"] == "incident":
        return _of_incident(payload["update"])
    appeal = appeals([payload["appeal"]]).get(payload["appeal"])
    if appeal is None:
        return None
    if payload["news"] == "new":
        return _of_new(appeal)
    return _of_step(appeal, payload["event"], payload["kind"])


def appeals(ids: Collection[int]) -> dict[int, Appeal]:
    """These appeals, as far as everybody may read them, with what names their places."""
    rows = Appeal.objects.public().select_related(
        "category", "house__street", "organisation", "applicant"
    )
    return rows.in_bulk(ids)


def places_of(appeal: Appeal) -> Iterator[tuple[str, str]]:
    """Everything whose followers hear of this appeal being filed."""
    if appeal.house is not None:
        yield Following.HOUSE, str(appeal.house.pk)
        yield Following.STREET, str(appeal.house.street_id)
    if appeal.district:
        yield Following.DISTRICT, appeal.district
    yield Following.CATEGORY, str(appeal.category_id)
    if appeal.category.parent_id is not None:
        yield Following.CATEGORY, str(appeal.category.parent_id)


def _of_new(appeal: Appeal) -> Story:
    wanted = Q(pk__in=[])
    for what, thing in places_of(appeal):
        wanted |= Q(what=what, thing=thing)

    def words() -> tuple[str, str]:
        facts = {"theme": appeal.category.name, "place": letters.place(appeal)}
        subject = _("Новое обращение: %(theme)s. %(place)s") % facts
        return subject, _("Кто отвечает и до какого времени — по ссылке.")

    return Story(
        event="area",
        key=f"area:{appeal.pk}",
        rows=Following.objects.filter(wanted, rhythm=Following.AT_ONCE),
        words=words,
        link=pages.of_everybody(appeal),
        appeal_id=appeal.pk,
        others=_first(appeal),
    )


def _of_step(appeal: Appeal, event: int, kind: str) -> Story:
    """Under the key of those who joined: who joined and follows is told once."""

    def words() -> tuple[str, str]:
        where = _("Вы следите за этим обращением. Адрес: %(place)s.")
        place = {"place": letters.place(appeal)}
        return f"{appeal.number}: {labels.EVENTS[kind]}", where % place

    thing = {"what": Following.APPEAL, "thing": str(appeal.pk)}
    return Story(
        event="followed",
        key=f"appeal:{appeal.pk}:{event}",
        rows=Following.objects.filter(**thing, rhythm=Following.AT_ONCE),
        words=words,
        link=pages.of_everybody(appeal),
        appeal_id=appeal.pk,
        others=_first(appeal),
    )


def _of_outage(outage_id: int, version: int) -> Story | None:
    outage = Outage.objects.select_related("organisation").filter(pk=outage_id).first()
    if outage is None or outage.version != version:
        # A newer change has a message of its own.
        return None
    houses = OutageHouse.objects.filter(outage=outage)

    def words() -> tuple[str, str]:
        service = _service(outage.service)
        if outage.ended_at is not None:
            subject = _("Отключение окончено: %(service)s") % {"service": service}
        elif outage.starts_at > outage.changed_at:
            subject = _("Будет отключение: %(service)s") % {"service": service}
        else:
            subject = _("Отключение: %(service)s") % {"service": service}
        lines = [_("Вы следите за домом, которого это касается.")]
        if outage.ended_at is None:
            lines.append(_("Начало: %(at)s.") % {"at": _moment(outage.starts_at)})
            if outage.forecast_at:
                lines.append(_("Прогноз: до %(at)s.") % {"at": _moment(outage.forecast_at)})
        lines += [outage.reason, outage.public_words]
        return subject, "\n\n".join(line for line in lines if line)

    return Story(
        event="outage",
        key=f"outage:{outage.pk}:{version}",
        rows=_at_houses(houses),
        words=words,
        link=links.absolute("/outages/"),
    )


def _of_incident(update_id: int) -> Story | None:
    """Under the key of those who filed: who filed and follows the house is told once."""
    update = IncidentUpdate.objects.select_related("incident").filter(pk=update_id).first()
    if update is None or update.kind == IncidentUpdate.DISMISSED:
        return None
    houses = IncidentHouse.objects.filter(incident=update.incident_id)
    if update.house_ids:
        houses = houses.filter(house_id__in=update.house_ids)

    def words() -> tuple[str, str]:
        subject, _text = incidents.words(update)
        lines = [_("Вы следите за домом, которого это касается."), update.words]
        if update.forecast_at:
            lines.append(_("Прогноз: до %(at)s.") % {"at": _moment(update.forecast_at)})
        return subject, "\n\n".join(line for line in lines if line)

    return Story(
        event="incident",
        key=f"incident:{update.incident_id}:{update.pk}",
        rows=_at_houses(houses),
        words=words,
        link=links.absolute("/outages/"),
    )


def _at_houses(houses: QuerySet[Any]) -> QuerySet[Following]:
    """Who follows these houses; what is off is told at once, whatever rhythm was chosen."""
    ids = houses.annotate(thing=Cast("house_id", CharField())).values("thing")
    return Following.objects.filter(what=Following.HOUSE, thing__in=ids)


def _first(appeal: Appeal) -> frozenset[str]:
    """The applicant, who hears of each step anyway: by account, by telephone, by e-mail."""
    who = getattr(appeal, "applicant", None)
    if who is None:
        return frozenset()
    ways = (Person(user_id=who.user_id), Person(phone=who.phone), Person(email=who.email))
    return frozenset(post.digest_of(way) for way in ways) - {""}


def _service(code: str) -> str:
    for known in catalogue.services():
        if known.code == code:
            return known.name.in_language(get_language() or "ru")
    return code


def _moment(at: datetime) -> str:
    return date_format(at.astimezone(ZoneInfo(scope.require().time_zone)), "H:i, j E")
