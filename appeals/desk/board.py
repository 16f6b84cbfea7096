"""The board of the hall: open appeals in bays by state, the next breach on top of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals import workflow
from appeals.desk import counting
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.workflow import Status as S
from tenants.accounts.actor import Actor

STRIPS = 8
# So far a bay's overdue rows are counted to be taken off its tally.
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Bay:
    """One state of the board; `view` is the list that shows all of it."""

    name: str
    title: str | Promise
    icon: str
    statuses: frozenset[S]
    view: str

    def rows(self, seen: AppealQuerySet, now: datetime) -> AppealQuerySet:
        """What stands in this bay: an overdue appeal stands in the bay of overdue ones alone."""
        rows = seen.filter(status__in=sorted(self.statuses))
        if self.name == OVERDUE:
            return rows.filter(next_clock_at__lt=now)
        if not self.statuses <= workflow.OPEN:
            return rows
        return rows.filter(Q(next_clock_at__gte=now) | Q(next_clock_at__isnull=True))


@dataclass(frozen=True, slots=True)
class Filled:
    """A bay with its first rows, how many it holds, and how many are not shown."""

    bay: Bay
    rows: Sequence[Appeal]
    count: int
    word: str

    @property
    def more(self) -> int:
        """How many stand in this bay beyond those shown."""
        return max(0, self.count - len(self.rows))


OVERDUE = "overdue"
BAYS = (
    Bay("new", _("Новые"), "new", frozenset({S.REGISTERED, S.RETURNED}), "unassigned"),
    Bay("waiting", _("Назначены"), "assigned", frozenset({S.ASSIGNED, S.REOPENED}), "waiting"),
    Bay("accepted", _("Приняты"), "accepted", frozenset({S.ACCEPTED, S.SPLIT}), "work"),
    Bay("crew", _("Бригада направлена"), "crew", frozenset({S.CREW_DISPATCHED}), "work"),
    Bay("callbacks", _("На обратный звонок"), "phone", frozenset({S.RESOLVED}), ""),
    Bay(OVERDUE, _("Просрочены"), "late", workflow.OPEN, "overdue"),
)


def fill(actor: Actor, standing: dict[str, int], now: datetime) -> list[Filled]:
    """The six bays: one statement for the rows, one for what the tallies do not tell apart."""
    seen = Appeal.objects.visible_to(actor)
    late = counting.few(
        {
            bay.name: seen.filter(
                status__in=sorted(bay.statuses & workflow.OPEN), next_clock_at__lt=now
            )
            for bay in BAYS
            if bay.statuses <= workflow.OPEN
        },
        bound=_FAR,
    )
    rows = _first_rows(seen, now)
    filled = []
    for bay in BAYS:
        here = rows[bay.name]
        if bay.name == OVERDUE:
            count = late[OVERDUE]
            filled.append(Filled(bay, here, count, counting.shown(min(count, counting.BOUND))))
            continue
        tally = sum(standing.get(status, 0) for status in bay.statuses) - late.get(bay.name, 0)
        # Counters follow the journal by a moment; the rows themselves are never behind.
        count = len(here) if len(here) < STRIPS else max(tally, len(here))
        filled.append(Filled(bay, here, count, str(count)))
    return filled


def _first_rows(seen: AppealQuerySet, now: datetime) -> dict[str, list[Appeal]]:
    """The first strips of every bay, all bays in one statement."""
    tops: list[Any] = [_sorted(bay, bay.rows(seen, now)).values("pk")[:STRIPS] for bay in BAYS]
    wanted = tops[0].union(*tops[1:], all=True)
    found = _sorted(
        None,
        Appeal.objects.filter(pk__in=wanted).select_related("category", "organisation"),
    )
    rows: dict[str, list[Appeal]] = {bay.name: [] for bay in BAYS}
    for appeal in found:
        rows[_bay_of(appeal, now)].append(appeal)
    rows["callbacks"].sort(key=lambda a: (-a.control_level, a.resolved_at or now, a.pk))
    return rows


def _bay_of(appeal: Appeal, now: datetime) -> str:
    late = appeal.next_clock_at is not None and appeal.next_clock_at < now
    if late and appeal.status in workflow.OPEN:
        return OVERDUE
    return next(bay.name for bay in BAYS if appeal.status in bay.statuses)


def _sorted(bay: Bay | None, rows: AppealQuerySet) -> AppealQuerySet:
    """The callbacks' own order; everywhere else the next breach first."""
    if bay is not None and bay.name == "callbacks":
        return rows.order_by("-control_level", "resolved_at", "id")
    return rows.order_by(F("next_clock_at").asc(nulls_last=True), "id")
