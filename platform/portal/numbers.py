"""What the city tells everybody about itself: counted, with what each share is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from appeals import labels
from appeals.insight import league, periods, readings
from appeals.insight.league import Standing
from appeals.insight.periods import ANY, Period
from appeals.insight.readings import Flows, Reading
from appeals.insight.shares import percent
from appeals.models import Category, Flow, Organisation

# So many themes are shown; the rest are summed up in one line.
THEMES = 10
_MEASURES = ("filed", "resolved", "in_time", "reopened")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what, its flows, of how many filed, and the most of any line."""

    name: str
    flows: Flows
    whole: int
    most: int

    @property
    def share(self) -> str:
        """Its part of everything filed, in per cent."""
        return percent(self.flows["filed"], self.whole)

    @property
    def part(self) -> float:
        """Against the longest line, for a bar."""
        return min(1.0, self.flows["filed"] / self.most) if self.most else 0.0

    @property
    def in_time(self) -> str:
        """Of what was done, how much in time, in per cent."""
        return percent(self.flows["in_time"], self.flows["resolved"])


@dataclass(frozen=True, slots=True)
class Numbers:
    """One page of open numbers."""

    reading: Reading
    themes: list[Line]
    rest: Line | None
    channels: list[Line]
    districts: list[Line]
    organisations: list[Standing]

    @property
    def period(self) -> Period:
        """The days it tells of."""
        return self.reading.period

    @property
    def now(self) -> Flows:
        """Everything of these days."""
        return self.reading.now.whole

    @property
    def in_time(self) -> str:
        """Of what was done in these days, how much in time, in per cent."""
        return percent(self.now["in_time"], self.now["resolved"])

    @property
    def is_from_start(self) -> bool:
        """Whether it tells of everything that is known."""
        return self.period.name == ANY and self.period.first == self.reading.since


def asked(query: Mapping[str, str], today: date, since: date | None) -> Period:
    """The days an address names: a week, a month, a year, everything; nonsense is this week."""
    if query.get("period") == "all" and since is not None:
        return Period(ANY, min(since, today), today, today)
    if query.get("period") == "year":
        return Period(ANY, today.replace(month=1, day=1), today, today)
    return periods.asked(query, today)


def read(period: Period, *, at: datetime) -> Numbers:
    """The page of these days: rollups alone, eight statements."""
    reading = readings.read(period, at=at)
    whole = reading.now.whole["filed"]
    categories = {str(pk): name for pk, name in _names_of_categories()}
    organisations = {one.pk: str(one) for one in Organisation.objects.only("name", "short_name")}
    themes = _lines(reading.now.by(Flow.CATEGORY), categories, whole)
    rest = sum((line.flows for line in themes[THEMES:]), Flows())
    return Numbers(
        reading,
        themes[:THEMES],
        Line(_("Остальные темы"), rest, whole, themes[0].most) if rest else None,
        _lines(
            reading.now.by(Flow.CHANNEL),
            {code: str(name) for code, name in labels.CHANNELS.items()},
            whole,
        ),
        _lines(reading.now.by_district(), {"": _("Без района")}, whole),
        league.table(reading, organisations),
    )


def _names_of_categories() -> Iterable[tuple[int, str]]:
    return ((one.pk, one.name) for one in Category.objects.filter(is_group=False))


def _lines(flows: Mapping[str, Flows], names: Mapping[str, str], whole: int) -> list[Line]:
    """Most filed first; where nothing at all happened there is no line."""
    most = max((one["filed"] for one in flows.values()), default=0)
    found = [
        Line(capfirst(names.get(value, value)), one, whole, most)
        for value, one in flows.items()
        if any(one[measure] for measure in _MEASURES)
    ]
    return sorted(found, key=lambda line: (-line.flows["filed"], line.name))
