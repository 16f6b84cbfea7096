"""Everything that one page shows of a mass incident, in a bounded number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from appeals import labels
from appeals.access import leads_incidents
from appeals.desk import counting
from appeals.desk.forms.incidents import DismissForm, UpdateForm
from appeals.house_words import order
from appeals.interruptions import Count
from appeals.models import Appeal, Incident, IncidentHouse, IncidentUpdate
from appeals.registry import house_interruptions
from tenants.accounts.actor import Actor

HOUSES = 300
APPEALS = 30


@dataclass(frozen=True, slots=True)
class Clock:
    """One emergency clock: by when, where the term comes from, and how it stands."""

    name: str
    due_at: datetime
    met_at: datetime | None
    source: str
    span: str
    unsure: bool

    @property
    def late_by(self) -> timedelta | None:
        """By how much it was met too late."""
        return self.met_at - self.due_at if self.met_at and self.met_at > self.due_at else None


@dataclass(frozen=True, slots=True)
class Line:
    """One house of it with its month of the service."""

    house: IncidentHouse
    count: Count | None


def read(
    incident: Incident, actor: Actor, now: datetime, *, tried: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The page's context; `tried`: forms that were refused, with what was typed."""
    houses = in_order(
        IncidentHouse.objects.filter(incident=incident)
        .select_related("house", "house__street")
        .order_by("-state", "house__street__name", "house__normal_number")[:HOUSES]
    )
    counts = house_interruptions.of_houses(
        [line.house_id for line in houses], incident.service, at=incident.closed_at or now
    )
    appeals = (
        Appeal.objects.visible_to(actor)
        .filter(incident=incident)
        .select_related("category", "organisation", "house")
        .order_by("-id")[: APPEALS + 1]
    )
    found = list(appeals)
    without = sum(1 for line in houses if line.state == IncidentHouse.WITHOUT)
    return {
        "incident": incident,
        "clocks": clocks(incident),
        "lines": [Line(line, counts.get(line.house_id)) for line in houses],
        "without": without,
        "back": len(houses) - without,
        "appeals": found[:APPEALS],
        "more": len(found) > APPEALS,
        "updates": list(IncidentUpdate.objects.filter(incident=incident).order_by("-id")[:100]),
        "worst": worst(counts),
        "over": sum(1 for count in counts.values() if count.is_over),
        "may_lead": leads_incidents(actor),
        "update_form": UpdateForm(initial={"forecast_at": _local(incident.forecast_at)}),
        "dismiss_form": DismissForm(),
        **(tried or {}),
    }


def in_order(rows: Iterable[IncidentHouse]) -> list[IncidentHouse]:
    """Those without service first; street by street, 2 before 10."""
    return sorted(
        rows,
        key=lambda row: (
            row.state == IncidentHouse.RESTORED,
            str(row.house.street),
            order(row.house.number),
        ),
    )


def clocks(incident: Incident) -> list[Clock]:
    """The clocks of ПП 416 or of the theme, the next one first."""
    met = {"localise": incident.localised_at, "resolve": incident.closed_at}
    return [
        Clock(
            str(labels.CLOCKS[name]),
            due_at,
            met[name],
            incident.terms.get(name, {}).get("source", ""),
            incident.terms.get(name, {}).get("span", ""),
            incident.terms.get(name, {}).get("mark") == "check",
        )
        for name, due_at in incident.clocks.items()
        if due_at is not None
    ]


def worst(counts: dict[int, Count]) -> Count | None:
    """The house that waits longest against its limits."""
    return max(counts.values(), key=lambda count: (count.excess, count.total), default=None)


def fresh(incident: Incident, since: datetime) -> int:
    """How much is new on the page since: words told, appeals that joined."""
    told = IncidentUpdate.objects.filter(incident=incident, at__gt=since)
    joined = counting.few(
        {"joined": Appeal.objects.filter(incident=incident, registered_at__gt=since)}
    )
    return len(told.values_list("pk")[: counting.BOUND]) + joined["joined"]


def _local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None
