"""Mass incidents after the commit: new appeals join them, and one update informs everybody once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from appeals.actions.close_incident import finish_closing
from appeals.actions.incident_parts import TOPIC as INCIDENT
from appeals.actions.incident_parts import concerned
from appeals.insight import waves
from appeals.models import Appeal, IncidentUpdate
from appeals.notifications import pages, post
from appeals.notifications.post import Person
from appeals.outbox import TOPIC
from tenants.accounts.actor import Actor, Role
from tenants.fanout.topics import handles
from tenants.isolation import scope

_BATCH = 200
# A theme may be told only when the desk assigns.
_ARRIVALS = frozenset({"register", "assign"})


@handles(TOPIC)
def gather_waves(payloads: list[dict[str, Any]]) -> None:
    """New appeals join the incident they belong to, or together open one."""
    arrived = [payload for payload in payloads if payload["kind"] in _ARRIVALS]
    if arrived:
        latest = max(datetime.fromisoformat(payload["at"]) for payload in arrived)
        waves.take(sorted({payload["appeal"] for payload in arrived}), at=latest)


@handles(INCIDENT)
def tell_everybody(payloads: list[dict[str, Any]]) -> None:
    """Finish a big closing, then one message to each person whom an update concerns."""
    for payload in payloads:
        with transaction.atomic():
            update = (
                IncidentUpdate.objects.select_related("incident")
                .filter(pk=payload["update"])
                .first()
            )
        if update is None:
            continue
        told_by = Actor(role=Role.SYSTEM, user_id=update.by_id, name=update.by_name)
        while finish_closing(update, by=told_by):
            pass
        for people in _batches(update):
            with transaction.atomic():
                for one in people:
                    _tell(update, one)


@dataclass(frozen=True, slots=True)
class _Told:
    """One person, the appeal by which they are concerned, and the link that is theirs."""

    key: str
    person: Person
    appeal: Appeal
    link: str


def _batches(update: IncidentUpdate) -> Iterator[list[_Told]]:
    """Everybody concerned, each once, some hundreds at a time."""
    known: set[str] = set()
    after = 0
    while True:
        with transaction.atomic():
            appeals = list(_addressed(update).filter(pk__gt=after).order_by("pk")[:_BATCH])
        if not appeals:
            return
        after = appeals[-1].pk
        people = []
        for appeal in appeals:
            for person, link in _people(appeal):
                key = post.digest_of(person)
                if key and key not in known:
                    known.add(key)
                    people.append(_Told(key, person, appeal, link))
        yield people


def _addressed(update: IncidentUpdate) -> Any:
    """Open appeals it speaks to; of a closing, those that it resolved."""
    rows = concerned(update.incident, update).select_related("applicant")
    rows = rows.prefetch_related("joined")
    if update.kind in (IncidentUpdate.CLOSED, IncidentUpdate.RESTORED):
        return rows.filter(resolved_at=update.at)
    return rows.open().filter(registered_at__lte=update.at)


def _people(appeal: Appeal) -> Iterator[tuple[Person, str]]:
    """Who filed it, by their own link; who joined it, by the card that everybody reads."""
    who = getattr(appeal, "applicant", None)
    if who is not None:
        yield Person.of(who), pages.of_applicant(appeal)
    for also in appeal.joined.all():
        yield Person.of(also), pages.of_everybody(appeal)


def _tell(update: IncidentUpdate, one: _Told) -> None:
    with translation.override(one.person.language):
        subject, text = words(update)
        post.send(
            to=one.person,
            event="incident",
            key=f"incident:{update.incident_id}:{update.pk}:{one.key}",
            subject=subject,
            text=text,
            link=one.link,
            at=update.at,
            appeal=one.appeal.pk,
        )


def words(update: IncidentUpdate) -> tuple[str, str]:
    """The subject and the text of an update, in the words residents read."""
    incident = update.incident
    title = incident.title
    named = _("{title}, авария {number}").format(title=title, number=incident.number)
    forecast = ""
    if update.forecast_at:
        forecast = _("Прогноз: до {moment}.").format(moment=_moment(update.forecast_at))
    if update.kind in (IncidentUpdate.CLOSED, IncidentUpdate.RESTORED):
        subject = _("{title}: устранено").format(title=title)
        lines = [
            _("В вашем доме работа закончена ({incident}).").format(incident=named),
            update.words,
            _("Если у вас всё в порядке, подтвердите это по ссылке. Если нет, вернём в работу."),
        ]
    elif update.kind == IncidentUpdate.OPENED:
        subject = _("{title}: общая авария").format(title=title)
        said = _("Ваше обращение — часть общей аварии: {incident}. Домов: {count}.")
        lines = [
            said.format(incident=named, count=incident.house_count),
            update.words,
            forecast,
            _("Подавать ещё раз не нужно: о каждом изменении сообщим."),
        ]
    else:
        subject = _("{title}: новости").format(title=title)
        localised = update.kind == IncidentUpdate.LOCALISED
        lines = [
            f"{named}.",
            _("Авария локализована, идёт восстановление.") if localised else "",
            update.words,
            forecast,
        ]
    return subject, "\n\n".join(line for line in lines if line.strip())


def _moment(at: datetime) -> str:
    return date_format(at.astimezone(ZoneInfo(scope.require().time_zone)), "H:i, j E")
