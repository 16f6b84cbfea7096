"""How an organisation works: load of its crews, what came back, with the numbers they are part of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from appeals.models import Appeal, Cause, Crew, Event
from appeals.workflow import WITH_PERFORMER
from tenants.accounts.actor import Actor

PERIOD = timedelta(days=28)
_MOST_CAUSES = 6
# Work that somebody has or should have taken by now; what is set aside loads nobody.
_LOADS = sorted(WITH_PERFORMER)


@dataclass(frozen=True, slots=True)
class Load:
    """One crew's work: open, overdue among it, done since midnight. No crew: nobody is sent yet."""

    crew: Crew | None
    open: int
    overdue: int
    done_today: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the work reported done in the period: in time, reopened by residents; and given back."""

    done: int
    in_time: int
    reopened: int
    given_back: int

    @property
    def in_time_share(self) -> int | None:
        """Per cent done in time; None without anything done."""
        return round(100 * self.in_time / self.done) if self.done else None

    @property
    def reopened_share(self) -> int | None:
        """Per cent of the done that residents sent back; None without anything done."""
        return round(100 * self.reopened / self.done) if self.done else None


def loads(actor: Actor, *, now: datetime, midnight: datetime) -> Sequence[Load]:
    """Every active crew, and the work nobody is sent to; by `appeal_queue` and `appeal_done`.

    In its trial an organisation reads here how it practises.
    """
    own = Appeal.everything.own_of(actor)
    standing: dict[int | None, dict[str, Any]] = {
        row["crew_id"]: dict(row)
        for row in own.filter(status__in=_LOADS)
        .values("crew_id")
        .order_by()
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(next_clock_at__lt=now)))
    }
    done: dict[int | None, int] = dict(
        own.filter(status_at__gte=midnight, resolved_at__gte=midnight)
        .order_by()
        .values_list("crew_id")
        .annotate(Count("pk"))
    )
    crews: list[Crew | None] = [
        *Crew.objects.filter(organisation=actor.organisation_id or 0, is_active=True).order_by(
            "name"
        ),
        None,
    ]
    return [
        Load(
            crew,
            standing.get(key, {}).get("open", 0),
            standing.get(key, {}).get("overdue", 0),
            done.get(key, 0),
        )
        for crew in crews
        for key in (crew.pk if crew else None,)
    ]


def outcome(organisation_id: int, *, now: datetime) -> Outcome:
    """The last 28 days; by `appeal_done` and `event_given_back`."""
    since = now - PERIOD
    reported = Q(resolved_at__gte=since) | Q(reopened_count__gt=0)
    found = Appeal.objects.filter(organisation_id=organisation_id, status_at__gte=since).aggregate(
        done=Count("pk", filter=reported),
        in_time=Count("pk", filter=Q(resolved_at__gte=since, resolved_at__lte=F("resolve_by"))),
        reopened=Count("pk", filter=Q(reopened_count__gt=0)),
    )
    given_back = Event.objects.filter(
        kind="return_to_desk",
        at__gte=since,
        details__given_back_by=organisation_id,
        appeal__is_trial=False,
    ).count()
    return Outcome(**found, given_back=given_back)


def causes(organisation_id: int, *, now: datetime) -> Sequence[tuple[str, int]]:
    """What the work of the period came from, the most frequent first; by `appeal_done`."""
    rows = (
        Appeal.objects.filter(organisation_id=organisation_id, status_at__gte=now - PERIOD)
        .exclude(cause="")
        .order_by()
        .values_list("cause")
        .annotate(total=Count("pk"))
        .order_by("-total", "cause")[:_MOST_CAUSES]
    )
    names = {cause.code: cause.name for cause in Cause.objects.all()}
    return [(names.get(code, code), total) for code, total in rows]
