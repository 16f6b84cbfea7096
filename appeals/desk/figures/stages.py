"""How long each stage takes, against the term it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import clocks
from appeals.desk import charts
from appeals.desk.figures.drill import Door
from appeals.insight.durations import Spread
from appeals.insight.readings import Flows
from appeals.insight.shares import percent
from appeals.insight.steps import STAGES
from appeals.models import Category
from appeals.spans import Span
from appeals.terms import Clock

NAMES: Mapping[str, str | Promise] = {
    "assign": gettext_lazy("Передать исполнителю"),
    "accept": gettext_lazy("Принять в работу"),
    "crew": gettext_lazy("Направить бригаду"),
    "arrive": gettext_lazy("Доехать"),
    "resolve": gettext_lazy("Устранить"),
    "callback": gettext_lazy("Перезвонить"),
}
# The clock that a stage runs against, and the list of those that broke it.
_CLOCKS: Mapping[str, tuple[Clock, str]] = {
    "accept": ("accept", "accepted_late"),
    "crew": ("localise", "sent_late"),
    "resolve": ("resolve", "late"),
}
# Where a term is counted in working time, about how long that is: for its place in the picture.
_ABOUT = {
    "m": timedelta(minutes=1), "h": timedelta(hours=1), "wh": timedelta(hours=1),
    "d": timedelta(days=1), "cd": timedelta(days=1), "wd": timedelta(days=1),
}  # fmt: skip
_TICKS = (
    (timedelta(minutes=1), gettext_lazy("1 мин")), (timedelta(minutes=10), gettext_lazy("10 мин")),
    (timedelta(hours=1), gettext_lazy("1 ч")), (timedelta(hours=8), gettext_lazy("8 ч")),
    (timedelta(days=3), gettext_lazy("3 дн")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """The term most themes of the period have for a stage, and how many of the appeals have it."""

    span: Span
    share: float

    @property
    def about(self) -> timedelta:
        """Its length on the scale."""
        return self.span.amount * _ABOUT[self.span.unit]

    @property
    def words(self) -> str:
        """«2 часа», as the law writes it."""
        return self.span.words


@dataclass(frozen=True, slots=True)
class Stage:
    """A row: the stage, how long it took, its term, and how many kept theirs."""

    key: str
    name: str
    spread: Spread
    term: Term | None
    has_clock: bool
    late_address: str

    @property
    def is_over(self) -> bool:
        """Whether the slow tenth takes longer than the term."""
        return bool(self.term and self.spread.p90 and self.spread.p90 > self.term.about)

    @property
    def in_time(self) -> str:
        """The share that kept its term."""
        return percent(self.spread.in_time, self.spread.count)


def rows(
    spreads: Mapping[str, Spread], themes: Mapping[str, Flows], categories: Iterable[Category],
    door: Door,
) -> list[Stage]:  # fmt: skip
    """The stages that the period has seen, in the order of an appeal's life."""
    terms = _terms(themes, categories, door.period.until)
    found = []
    for key in STAGES:
        spread = spreads.get(key)
        if spread is None or not spread.count:
            continue
        clock, late = _CLOCKS.get(key, (None, ""))
        found.append(
            Stage(
                key,
                str(NAMES[key]),
                spread,
                terms.get(clock) if clock else None,
                clock is not None,
                door.to(late) if late and spread.late else "",
            )
        )
    return found


def picture(stages: list[Stage], short: Mapping[str, tuple[str, str]]) -> SafeString:
    """The stages on one scale; `short` holds median and p90 in short words."""
    over = [stage.name for stage in stages if stage.is_over]
    told = "; ".join(
        f"{stage.name}: {short[stage.key][0]}, p90 {short[stage.key][1]}" for stage in stages
    )
    if over:
        told += f". {_('p90 больше срока')}: {', '.join(over)}"
    return charts.ranges(
        [
            charts.Range(
                stage.name,
                stage.spread.median or timedelta(seconds=1),
                stage.spread.p90 or timedelta(seconds=1),
                stage.term.about if stage.term else None,
                (*short[stage.key], _short(stage.term.span) if stage.term else "—"),
            )
            for stage in stages
        ],
        [(length, str(word)) for length, word in _TICKS],
        title=_("Сколько ждут на каждом этапе"),
        description=told,
        heads=(_("медиана"), "p90", _("срок")),
    )


def _terms(
    themes: Mapping[str, Flows], categories: Iterable[Category], on: date
) -> dict[Clock, Term]:
    """For each clock the term of most appeals of the period."""
    spans: dict[Clock, Counter[Span]] = {clock: Counter() for clock, _ in _CLOCKS.values()}
    for category in categories:
        weight = themes.get(str(category.pk), Flows())["filed"]
        if not weight:
            continue
        terms = clocks.terms_of(category, on)
        for clock, counter in spans.items():
            term = terms.of(clock)
            if term is not None:
                counter[term.span] += weight
    return {
        clock: Term(span, weight / counter.total())
        for clock, counter in spans.items()
        for span, weight in counter.most_common(1)
    }


def _short(span: Span) -> str:
    """«2 ч», «5 раб. дн» for a narrow column."""
    units = {
        "m": _("мин"), "h": _("ч"), "d": _("дн"), "cd": _("дн"), "wh": _("раб. ч"),
        "wd": _("раб. дн"),
    }  # fmt: skip
    return f"{span.amount}\u00a0{units[span.unit]}"
