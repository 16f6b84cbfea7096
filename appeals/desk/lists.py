"""Saved views: the lists of the rail, what stands in each and where its counter comes from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appeals import workflow
from appeals.desk import counting, paging
from appeals.desk.paging import Order
from appeals.insight import tallies
from appeals.models import Appeal, Sector
from appeals.models.appeal import AppealQuerySet
from appeals.workflow import Status as S
from tenants.accounts.actor import Actor

_EMPTY = _("Здесь пусто.")
Narrow = Callable[[AppealQuerySet, datetime], AppealQuerySet]


def overdue(rows: AppealQuerySet, now: datetime) -> AppealQuerySet:
    """Open ones whose next clock has run out."""
    return rows.open().filter(next_clock_at__lt=now)


def strict(rows: AppealQuerySet, now: datetime) -> AppealQuerySet:
    """Open ones under strict control."""
    return rows.open().filter(control_level__gt=0)


def doubted(rows: AppealQuerySet, now: datetime) -> AppealQuerySet:
    """Called done, and neighbours say it is not (index appeal_doubted)."""
    return rows.filter(doubted_at__isnull=False)


@dataclass(frozen=True, slots=True)
class SavedView:
    """One list. Its counter is the sum of tallies of its statuses, or a bounded count."""

    name: str
    title: str | Promise
    icon: str
    statuses: frozenset[S] = frozenset()
    narrow: Narrow | None = None
    order: Order = paging.NEXT_BREACH_FIRST
    tone: str = ""
    empty: str | Promise = _EMPTY

    def rows(self, seen: AppealQuerySet, now: datetime) -> AppealQuerySet:
        """What stands in this list."""
        if self.narrow is not None:
            return self.narrow(seen, now)
        return seen.filter(status__in=sorted(self.statuses))

    @property
    def each(self) -> frozenset[S]:
        """The few statuses to read one by one; none where an index holds the list as it is."""
        is_whole = self.narrow is not None or self.statuses == workflow.OPEN
        return frozenset() if is_whole or self.order.descending else self.statuses


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the rail with its counter."""

    view: SavedView
    count: int
    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Rail:
    """The lists one part of the staff has, first the one that opens by itself."""

    views: Sequence[SavedView]
    by_name: Mapping[str, SavedView] = field(init=False)

    def __post_init__(self) -> None:
        """Index the lists by the word their addresses carry."""
        object.__setattr__(self, "by_name", {view.name: view for view in self.views})

    def chosen(self, name: str) -> SavedView:
        """The list of this name, or the first."""
        return self.by_name.get(name, self.views[0])

    def counted(
        self,
        standing: Mapping[str, int],
        actor: Actor,
        now: datetime,
        *,
        exact: Mapping[str, int] | None = None,
        bounded: Mapping[str, int] | None = None,
    ) -> list[Counted]:
        """Every list with its counter: tallies where they know, else counted to a bound.

        `exact` holds what the screen has read to its end: counters follow the journal by a moment;
        `bounded` what was counted elsewhere already.
        """
        if bounded is None:
            bounded = counting.few(self.narrowed(Appeal.objects.visible_to(actor), now))
        return [self._line(view, standing, bounded, exact or {}) for view in self.views]

    def narrowed(self, seen: AppealQuerySet, now: datetime) -> dict[str, AppealQuerySet]:
        """The lists that no tally counts."""
        return {view.name: view.rows(seen, now) for view in self.views if view.narrow is not None}

    @staticmethod
    def _line(
        view: SavedView,
        standing: Mapping[str, int],
        bounded: Mapping[str, int],
        exact: Mapping[str, int],
    ) -> Counted:
        if view.narrow is None:
            tally = max(0, sum(standing.get(status, 0) for status in view.statuses))
            count = exact.get(view.name, tally)
            return Counted(view, count, str(count))
        count = bounded[view.name]
        return Counted(view, count, counting.shown(count), view.tone if count else "")


def standing(actor: Actor) -> dict[str, int]:
    """How many appeals stand in each status: of the actor's organisation, or of the whole city.

    Practice stands in no tally: the few there are, are counted.
    """
    if not actor.is_trial:
        return tallies.standing(actor.organisation_id)
    own = Appeal.objects.visible_to(actor).order_by().values_list("status")
    return dict(own.annotate(Count("pk")))


_OVERDUE = SavedView(
    "overdue", _("Просрочены"), "late", narrow=overdue, tone="breach", empty=_("Просроченных нет.")
)
_STRICT = SavedView("strict", _("Контроль"), "level", narrow=strict)

HALL = Rail(
    (
        SavedView("unassigned", _("Без исполнителя"), "new", workflow.UNASSIGNED),
        _OVERDUE,
        _STRICT,
        SavedView("waiting", _("Ждут принятия"), "assigned", workflow.UNANSWERED),
        SavedView("work", _("В работе"), "accepted", workflow.AT_WORK),
        SavedView("returned", _("Возвращены"), "back", frozenset({S.RETURNED})),
        SavedView("questions", _("Нужны сведения"), "info", frozenset({S.NEEDS_INFORMATION})),
        SavedView("postponed", _("Отложены"), "held", frozenset({S.POSTPONED})),
        SavedView(
            "doubted",
            _("Соседи не согласны"),
            "warn",
            narrow=doubted,
            tone="wait",
            empty=_("Сделанное соседи не оспаривают."),
        ),
        SavedView("open", _("Все открытые"), "dot", workflow.OPEN),
    )
)
MINE = "mine"
_SECTOR = "sector-"


def mine(actor: Actor) -> SavedView:
    """Open ones this person took down, by index `appeal_operator`."""

    def of_operator(rows: AppealQuerySet, now: datetime) -> AppealQuerySet:
        return rows.open().filter(operator_id=actor.user_id)

    return SavedView(
        MINE,
        _("Принял сам"),
        "person",
        narrow=of_operator,
        empty=_("Из принятых вами всё закрыто."),
    )


def of_sector(code: str, title: str) -> SavedView:
    """Open ones of one sector, by index `appeal_sector`."""

    def of_code(rows: AppealQuerySet, now: datetime) -> AppealQuerySet:
        return rows.open().filter(sector=code)

    return SavedView(f"{_SECTOR}{code}", title, "dot", narrow=of_code)


def hall(name: str, actor: Actor) -> SavedView:
    """The list of the hall with this name: a saved one, one's own, a sector's, or the first."""
    if name == MINE:
        return mine(actor)
    if name.startswith(_SECTOR):
        sector = Sector.objects.filter(code=name.removeprefix(_SECTOR)).first()
        if sector is not None:
            return of_sector(sector.code, str(sector))
    return HALL.chosen(name)


QUEUE = Rail(
    (
        SavedView("all", _("Все открытые"), "dot", workflow.OPEN),
        _OVERDUE,
        SavedView("accept", _("Принять"), "assigned", workflow.UNANSWERED),
        SavedView("work", _("В работе"), "accepted", workflow.AT_WORK),
        SavedView("crews", _("У бригад"), "crew", frozenset({S.CREW_DISPATCHED})),
        _STRICT,
        SavedView("aside", _("Отложены"), "held", workflow.SET_ASIDE),
        SavedView(
            "done",
            _("Сделаны"),
            "resolved",
            frozenset({S.RESOLVED, S.CONFIRMED, S.ARCHIVED}),
            order=paging.LATEST_FIRST,
        ),
    )
)
