"""Lists of the outage register and of incidents, page by page; what of them is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals import digits
from appeals.models import Incident, IncidentUpdate
from appeals.models.incident import IncidentQuerySet
from appeals.models.outage import OutageQuerySet
from appeals.registry import exact, search

PAGE = 50
_HOUSES = 8


@dataclass(frozen=True, slots=True)
class View:
    """One list: its name in the address, its word, what it says when it is empty."""

    name: str
    title: str | Promise
    icon: str
    empty: str | Promise


OUTAGES = (
    View("now", _("Сейчас"), "warn", _("Сейчас в реестре ничего не отключено.")),
    View("planned", _("Запланированы"), "soon", _("Плановых работ впереди нет.")),
    View("past", _("Окончены"), "ok", _("Оконченных отключений пока нет.")),
)
INCIDENTS = (
    View("open", _("Идут"), "flame", _("Общих аварий сейчас нет.")),
    View("past", _("Закрыты"), "ok", _("Закрытых аварий пока нет.")),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of a list, and where the next one begins (empty: there is none)."""

    rows: Sequence[Any]
    next: str = ""


def chosen(views: Sequence[View], name: str) -> View:
    """The list of this name, else the first."""
    return next((view for view in views if view.name == name), views[0])


def outages(seen: OutageQuerySet, view: View, *, at: datetime, after: str = "") -> Rows:
    """A page of the register; each list is one range of its partial index."""
    rows = seen.select_related("organisation", "incident")
    if view.name == "now":
        return _page(rows.running(at), "starts_at", after, newest=True)
    if view.name == "planned":
        return _page(rows.planned(at), "starts_at", after, newest=False)
    return _page(rows.past(), "ended_at", after, newest=True)


def outages_at(seen: OutageQuerySet, words: str) -> Rows:
    """Outages of the houses that the words may mean, the latest first."""
    meant = exact.meant(words)
    hits = [meant.house] if meant.house else meant.choices or search.houses(words, limit=_HOUSES)
    houses = [house.id for house in hits]
    rows = seen.filter(houses__house_id__in=houses).distinct()
    found = rows.select_related("organisation", "incident").order_by("-starts_at", "-id")
    return Rows(list(found[:PAGE]))


def incidents(seen: IncidentQuerySet, view: View, *, after: str = "") -> Rows:
    """A page of incidents, the latest opened first."""
    rows = seen.select_related("organisation", "category", "outage")
    state = Q(state=Incident.OPEN)
    return _page(
        rows.filter(state if view.name == "open" else ~state), "opened_at", after, newest=True
    )


def fresh_incidents(seen: IncidentQuerySet, since: datetime) -> int:
    """How many incidents have news since."""
    told = IncidentUpdate.objects.filter(incident__in=seen, at__gt=since)
    return len(set(told.values_list("incident_id", flat=True)[:PAGE]))


def fresh_outages(seen: OutageQuerySet, since: datetime) -> int:
    """How many outages that are not over were written or changed since."""
    return len(seen.filter(ended_at__isnull=True, changed_at__gt=since).values_list("pk")[:PAGE])


def moment(text: str) -> datetime | None:
    """A moment of an address; None for what is none."""
    try:
        at = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def _page(rows: Any, field: str, after: str, *, newest: bool) -> Rows:
    sign, way = ("-", "lt") if newest else ("", "gt")
    at, _sep, identifier = after.rpartition("_")
    start, key = moment(at), digits.key(identifier)
    if start is not None and key is not None:
        rows = rows.filter(
            Q(**{f"{field}__{way}": start}) | Q(**{field: start, f"id__{way}": key}),
            **{f"{field}__{way}e": start},
        )
    found = list(rows.order_by(f"{sign}{field}", f"{sign}id")[: PAGE + 1])
    following = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        following = f"{getattr(last, field).isoformat()}_{last.pk}"
    return Rows(found[:PAGE], following)
