"""The board of the hall: open appeals in bays by state, the next breach on top of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals import workflow
from appeals.desk import counting, pulse
from appeals.desk.pulse import Pulse
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.workflow import Status as S
from tenants.accounts.actor import Actor

STRIPS = 8
OVERDUE = "overdue"
CALLBACKS = "callbacks"


@dataclass(frozen=True, slots=True)
class Bay:
    """One state of the board; `view` is the list that shows all of it."""

    name: str
    title: str | Promise
    icon: str
    statuses: frozenset[S]
    view: str

    def tops(self, seen: AppealQuerySet, now: datetime) -> list[AppealQuerySet]:
        """The first strips, each query one range of an index: `appeal_desk`, `appeal_open`,
        `appeal_callbacks`. An overdue appeal stands in the bay of overdue ones alone.
        """
        if self.name == CALLBACKS:
            waiting = seen.filter(status=S.RESOLVED)
            return [waiting.order_by("-control_level", "resolved_at", "id")[:STRIPS]]
        if self.name == OVERDUE:
            late = seen.open().filter(next_clock_at__lt=now)
            return [late.order_by("next_clock_at", "id")[:STRIPS]]
        tops = []
        for status in sorted(self.statuses):
            rows = seen.filter(status=status)
            tops.append(
                rows.filter(next_clock_at__gte=now).order_by("next_clock_at", "id")[:STRIPS]
            )
            # By the clock too, though all of them have none: by id alone the whole table is walked.
            without = rows.filter(next_clock_at__isnull=True)
            tops.append(without.order_by("next_clock_at", "id")[:STRIPS])
        return tops


@dataclass(frozen=True, slots=True)
class Filled:
    """A bay with its first rows, how many it holds, and the age of the oldest."""

    bay: Bay
    rows: Sequence[Appeal]
    count: int
    word: str
    oldest: timedelta | None = None

    @property
    def more(self) -> int:
        """How many stand in this bay beyond those shown."""
        return max(0, self.count - len(self.rows))


BAYS = (
    Bay("new", _("Новые"), "new", workflow.UNASSIGNED, "unassigned"),
    Bay("waiting", _("Назначены"), "assigned", workflow.UNANSWERED, "waiting"),
    Bay("accepted", _("Приняты"), "accepted", workflow.AT_WORK - {S.CREW_DISPATCHED}, "work"),
    Bay("crew", _("Бригада направлена"), "crew", frozenset({S.CREW_DISPATCHED}), "work"),
    Bay(CALLBACKS, _("На обратный звонок"), "phone", frozenset({S.RESOLVED}), ""),
    Bay(OVERDUE, _("Просрочены"), "late", workflow.OPEN, "overdue"),
)


def fill(actor: Actor, standing: Mapping[str, int], now: datetime) -> list[Filled]:
    """The six bays: one statement for the rows, the counters from the hall's pulse."""
    counters = pulse.read(actor, now)
    rows = _first_rows(Appeal.objects.visible_to(actor), now)
    return [_filled(bay, rows[bay.name], standing, counters, now) for bay in BAYS]


def _filled(
    bay: Bay, rows: Sequence[Appeal], standing: Mapping[str, int], counters: Pulse, now: datetime
) -> Filled:
    if bay.name == OVERDUE:
        late = counters.late.values()
        count = len(rows) if len(rows) < STRIPS else max(len(rows), sum(late))
        bound = pulse.FAR if max(late, default=0) >= pulse.FAR else count + 1
        first = rows[0].next_clock_at if rows else None
        return Filled(bay, rows, count, counting.shown(count, bound), _age(first, now))
    tally = sum(
        standing.get(status, 0) - (counters.late.get(status, 0) if status in workflow.OPEN else 0)
        for status in bay.statuses
    )
    # Counters follow the journal by a moment; the rows themselves are never behind.
    count = len(rows) if len(rows) < STRIPS else max(tally, len(rows))
    stand = [counters.oldest[status] for status in bay.statuses if status in counters.oldest]
    oldest = _age(min(stand), now) if stand and rows else None
    return Filled(bay, rows, count, str(count), oldest)


def _first_rows(seen: AppealQuerySet, now: datetime) -> dict[str, list[Appeal]]:
    """The first strips of every bay, all bays in one statement."""
    tops: list[Any] = [top.values("pk") for bay in BAYS for top in bay.tops(seen, now)]
    found = (
        Appeal.objects.filter(pk__in=tops[0].union(*tops[1:], all=True))
        .select_related("category", "organisation", "incident")
        .order_by(F("next_clock_at").asc(nulls_last=True), "id")
    )
    rows: dict[str, list[Appeal]] = {bay.name: [] for bay in BAYS}
    for appeal in found:
        rows[_bay_of(appeal, now)].append(appeal)
    rows[CALLBACKS].sort(key=lambda a: (-a.control_level, a.resolved_at or now, a.pk))
    return {name: several[:STRIPS] for name, several in rows.items()}


def _bay_of(appeal: Appeal, now: datetime) -> str:
    late = appeal.next_clock_at is not None and appeal.next_clock_at < now
    if late and appeal.status in workflow.OPEN:
        return OVERDUE
    return next(bay.name for bay in BAYS if appeal.status in bay.statuses)


def _age(since: datetime | None, now: datetime) -> timedelta | None:
    return now - since if since is not None and since < now else None


def standing(seen: AppealQuerySet) -> AppealQuerySet:
    """What stands on the board, by index `appeal_standing`."""
    states = (workflow.OPEN - workflow.SET_ASIDE) | {S.RESOLVED}
    return seen.filter(status__in=sorted(states))


def total(bays: Iterable[Filled]) -> int:
    """How many stand on the board."""
    return sum(filled.count for filled in bays)
