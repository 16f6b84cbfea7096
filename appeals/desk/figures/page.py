"""Everything the page of figures shows, in at most ten statements of rollups and short tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from appeals.desk import charts, counting
from appeals.desk.figures import league, shares, stages, tiles, words
from appeals.desk.figures.drill import Door
from appeals.desk.figures.league import Standing
from appeals.desk.figures.shares import Share
from appeals.desk.figures.stages import Stage
from appeals.desk.figures.tiles import Tile
from appeals.insight import metrics, readings
from appeals.insight.periods import Period
from appeals.insight.readings import Flows, Reading
from appeals.models import Category, District, Flow, Incident, Organisation, Outage

# So many organisations are shown before «все».
FIRST = 12
NAMED = 6
STAGES = ("invited", "agreement", "training", "trial", "live")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of figures."""

    period: Period
    district: str | None
    door: Door
    reading: Reading
    tiles: list[Tile]
    stages: list[Stage]
    channels: list[Share]
    themes: list[Share]
    districts: list[Share]
    organisations: list[Standing]
    funnel: list[tuple[str, int]]
    left: int
    names_of_districts: list[str]
    incidents: list[Incident]
    outages: int

    @property
    def heading(self) -> str:
        """The title."""
        return words.heading(self.period)

    @property
    def compared(self) -> str:
        """What it is compared with."""
        return words.compared(self.period)

    @property
    def metrics(self) -> Mapping[str, metrics.Metric]:
        """The dictionary, for the help."""
        return metrics.known()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        return not self.reading.now.whole

    @property
    def days(self) -> list[tuple[str, Flows, str, str]]:
        """The chart's days as a table: the day, what happened, and the lists of both numbers."""
        found = []
        for start, flows in self.reading.series:
            name = (
                words.month(start)
                if self.reading.by_months
                else words.day(start, self.period.today)
            )
            one = Door(self._span(start), self.district)
            found.append((name, flows, one.to("filed"), one.to("resolved")))
        return found

    @property
    def incidents_shown(self) -> str:
        """How many incidents run; those named are the latest."""
        return (
            f"{len(self.incidents)}+" if len(self.incidents) == NAMED else str(len(self.incidents))
        )

    @property
    def outages_shown(self) -> str:
        """How many outages run, counted to a bound."""
        return counting.shown(self.outages)

    def _span(self, start: date) -> Period:
        if not self.reading.by_months:
            return Period("any", start, start, self.period.today)
        following = next((day for day, _ in self.reading.series if day > start), None)
        last = (
            self.period.until if following is None else date.fromordinal(following.toordinal() - 1)
        )
        return Period("any", start, last, self.period.today)

    def line(self, width: int = 680) -> SafeString:
        """Filed and done, day by day or month by month."""
        series = self.reading.series
        filed = [flows["filed"] for _, flows in series]
        resolved = [flows["resolved"] for _, flows in series]
        step = max(1, -(-len(series) // (width // 110)))
        marks = [
            (place, words.month(start) if self.reading.by_months else words.short(start))
            for place, (start, _) in enumerate(series)
            if (len(series) - 1 - place) % step == 0
        ]
        top = max(range(len(filed)), key=filed.__getitem__)
        shown = _(
            "%(first)s – %(last)s. В последний день подано %(filed)d, сделано %(done)d; "
            "больше всего подано %(most)d, %(when)s."
        )
        return charts.lines(
            [
                charts.Line(f"{_('подано')} {filed[-1]}", "filed", filed),
                charts.Line(f"{_('сделано')} {resolved[-1]}", "done", resolved),
            ],
            marks,
            title=_("Подано и сделано"),
            description=shown % {
                "first": words.short(series[0][0]), "last": words.short(series[-1][0]),
                "filed": filed[-1], "done": resolved[-1], "most": filed[top],
                "when": words.short(series[top][0]),
            },
            width=width,
            height=240 if width > 400 else 200,
        )  # fmt: skip


def read(period: Period, *, at: datetime, district: str | None = None) -> Page:
    """Read and put together; `at` is the moment for what stands now."""
    reading = readings.read(period, at=at, district=district)
    door = Door(period, district)
    categories = {one.pk: one for one in Category.objects.filter(is_group=False)}
    organisations = list(Organisation.objects.only("name", "short_name", "stage"))
    # A boundary alone says nothing of people.
    known = {one.name: one for one in District.objects.exclude(inhabitants=None)}
    incidents = list(Incident.objects.open().order_by("-opened_at")[:NAMED])
    by_stage = Counter(one.stage for one in organisations)
    return Page(
        period,
        district,
        door,
        reading,
        tiles.made(reading, door),
        stages.rows(reading.stages, reading.now.by(Flow.CATEGORY), categories.values(), door),
        shares.channels(reading, door),
        shares.themes(reading, categories, door),
        shares.districts(reading, known, door),
        league.table(reading, {one.pk: str(one) for one in organisations}, door),
        [(stage, by_stage[stage]) for stage in STAGES],
        by_stage["suspended"] + by_stage["ended"],
        _districts(reading, known, district),
        incidents,
        counting.few({"outages": Outage.objects.running(at)})["outages"],
    )


def _districts(reading: Reading, known: Mapping[str, District], chosen: str | None) -> list[str]:
    """The choice of districts: those the period or the city's list knows."""
    return sorted(
        {*known, *reading.now.by_district(), *reading.then.by_district(), chosen or ""} - {""}
    )


def encoded(query: Mapping[str, str]) -> str:
    """An address's query."""
    return urlencode(query)
