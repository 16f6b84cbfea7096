"""The rows behind every number: the records of the journal that a measure counted, latest first.

Each definition repeats that of `appeals.insight.steps`; a test opens every number and compares. A
page is one range of the index event_counted (kind, at, id), with an organisation of event_holder,
of what is done of event_done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from appeals.models import Appeal, Event
from appeals.models.appeal import AppealQuerySet
from appeals.models.event import DONE
from tenants.isolation import scope

_EARLIER = Event.objects.filter(appeal=OuterRef("appeal"), sequence__lt=OuterRef("sequence"))
_AFTER_IT = Event.objects.filter(
    appeal=OuterRef("appeal"),
    sequence__gt=OuterRef("sequence"),
    sequence__lt=OuterRef(OuterRef("sequence")),
)


def _broken(clock: str) -> Exists:
    """A breach of this clock stands in the journal, and the clocks were not set anew since."""
    restart = _AFTER_IT.filter(kind__in=["register", "assign", "reopen"])
    return Exists(_EARLIER.filter(kind="breach", details__clock=clock).exclude(Exists(restart)))


def _first_crew() -> Q:
    """No crew was sent since the acceptance."""
    accepted = _AFTER_IT.filter(kind="accept")
    return ~Q(Exists(_EARLIER.filter(kind="dispatch_crew").exclude(Exists(accepted))))


_RECORDS: Mapping[str, Q] = {
    "filed": Q(kind="register", appeal__parent__isnull=True),
    "assigned": Q(kind="assign"),
    "accepted": Q(kind="accept"),
    "accepted_late": Q(kind="accept") & Q(_broken("accept")),
    "sent_late": Q(kind="dispatch_crew") & Q(_broken("localise")) & _first_crew(),
    "resolved": Q(kind="resolve"),
    "late": Q(kind="resolve") & Q(_broken("resolve")),
    "in_time": Q(kind="resolve") & ~Q(_broken("resolve")),
    "done": Q(status_to__in=DONE) & ~Q(status_from__in=DONE),
    "reopened": Q(kind="reopen"),
    "returned": Q(kind="return_to_desk"),
    "rejected": Q(kind="reject"),
    "duplicated": Q(kind="duplicate"),
    "satisfied": Q(kind="confirm") & ~Q(actor_role="system"),
    "unanswered": Q(kind="callback", details__result="no_answer"),
    "postponed": Q(kind="postpone"),
    "breached": Q(kind="breach"),
}
MEASURES = tuple(_RECORDS)
STANDING = ("open", "overdue")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a number was counted of: nothing narrows nothing. Organisation 0 is the desk."""

    organisation: int | None = None
    district: str | None = None
    category: int | None = None
    channel: str = ""


def counted(measure: str, first: date, last: date, filters: Filters) -> QuerySet[Event]:
    """The records that make a number of these days, both included, in the city's time zone."""
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    rows = Event.objects.filter(
        _RECORDS[measure], at__gte=begin, at__lt=end, appeal__is_trial=False
    )
    if filters.organisation is not None:
        rows = rows.filter(_held_by(measure, filters.organisation or None))
    if filters.district is not None:
        rows = rows.filter(appeal__district=filters.district)
    if filters.category is not None:
        rows = rows.filter(appeal__category=filters.category)
    if filters.channel:
        rows = rows.filter(appeal__channel=filters.channel)
    return rows


def standing(name: str, filters: Filters, at: datetime) -> AppealQuerySet:
    """What is open, or overdue, at this moment."""
    rows = Appeal.objects.open()
    if name == "overdue":
        rows = rows.filter(next_clock_at__lt=at)
    if filters.organisation is not None:
        rows = rows.filter(organisation=filters.organisation or None)
    if filters.district is not None:
        rows = rows.filter(district=filters.district)
    if filters.category is not None:
        rows = rows.filter(category=filters.category)
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    return rows


def _held_by(measure: str, organisation: int | None) -> Q:
    """With whom the appeal was; a return counts against who had it before."""
    holder = Q(organisation_id=organisation) if organisation else Q(organisation_id__isnull=True)
    if measure != "returned":
        return holder
    return Q(
        Exists(
            Event.objects.filter(
                holder, appeal=OuterRef("appeal"), sequence=OuterRef("sequence") - 1
            )
        )
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(scope.require().time_zone))
