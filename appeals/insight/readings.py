"""What the rollups say of a period: a handful of statements, whatever the city has lived through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from appeals import workflow
from appeals.insight import durations, periods, rollups
from appeals.insight.durations import Spread
from appeals.insight.periods import Period, Piece
from appeals.insight.steps import MEASURES, STAGES
from appeals.models import Flow, WaitDay

# So many overdue appeals are counted; a city with more has other worries than the exact number.
OVERDUE_BOUND = 10_000
_OPEN = ", ".join(f"'{status}'" for status in sorted(workflow.OPEN))

# Each piece of a period is one range of the index flow_once; asked as a plain join, the planner
# reads the whole table instead.
_FLOWS = """
SELECT p.which, p.cut, f.value, f.district, {sums}
FROM unnest(%(which)s::text[], %(grain)s::text[], %(cut)s::text[], %(first)s::date[],
    %(last)s::date[]) AS p(which, grain, cut, first, last)
CROSS JOIN LATERAL (
    SELECT value, district, {inner} FROM appeals_flow
    WHERE grain = p.grain AND cut = p.cut AND start BETWEEN p.first AND p.last
        AND (%(district)s::text IS NULL OR district = %(district)s)
    GROUP BY value, district
) f
GROUP BY p.which, p.cut, f.value, f.district
"""
_SERIES = """
SELECT start, {sums} FROM appeals_flow
WHERE grain = %(grain)s AND cut = 'channel' AND start BETWEEN %(first)s AND %(last)s
    AND (%(district)s::text IS NULL OR district = %(district)s)
GROUP BY start
"""
_WAITS = """
WITH asked AS (
    SELECT * FROM unnest(%(grain)s::text[], %(cut)s::text[], %(stage)s::text[], %(first)s::date[],
        %(last)s::date[]) AS p(grain, cut, stage, first, last)
), days AS MATERIALIZED (
    SELECT p.cut, p.stage, w.value, w.buckets, w.late
    FROM asked p CROSS JOIN LATERAL (
        SELECT value, buckets, late FROM appeals_waitday
        WHERE cut = p.cut AND stage = p.stage AND day BETWEEN p.first AND p.last
        AND (cut = 'organisation' OR %(district)s::text IS NULL OR value = %(district)s) OFFSET 0
    ) w WHERE p.grain = 'day'
)
SELECT cut, value, stage, bucket, count(*), 0 FROM days, unnest(buckets) bucket GROUP BY 1, 2, 3, 4
UNION ALL
SELECT cut, value, stage, 0, 0, sum(late) FROM days GROUP BY 1, 2, 3
UNION ALL
SELECT p.cut, w.value, p.stage, w.bucket, sum(w.total), sum(w.late)
FROM asked p CROSS JOIN LATERAL (
    SELECT value, bucket, total, late FROM appeals_waitmonth
    WHERE cut = p.cut AND stage = p.stage AND month BETWEEN p.first AND p.last
    AND (cut = 'organisation' OR %(district)s::text IS NULL OR value = %(district)s) OFFSET 0
) w WHERE p.grain = 'month' GROUP BY 1, 2, 3, 4
"""
_OVERDUE = """
SELECT organisation_id, count(*), min(next_clock_at) FROM (
    SELECT organisation_id, next_clock_at FROM appeals_appeal
    WHERE status IN ({open}) AND next_clock_at < %(now)s AND NOT is_trial
        AND (%(district)s::text IS NULL OR district = %(district)s)
    ORDER BY next_clock_at LIMIT {bound}
) late GROUP BY organisation_id
"""


@dataclass(frozen=True, slots=True)
class Flows:
    """How much of each measure there was."""

    of: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, measure: str) -> int:
        if measure == "in_time":
            return self["resolved"] - self["late"]
        return self.of.get(measure, 0)

    def __add__(self, other: Flows) -> Flows:
        return Flows({name: self[name] + other[name] for name in MEASURES})

    def __bool__(self) -> bool:
        return any(self.of.values())


@dataclass(frozen=True, slots=True)
class Told:
    """The flows of one period in their cuts."""

    rows: Mapping[tuple[str, str, str], Flows]

    def by(self, cut: str) -> dict[str, Flows]:
        """One cut: its values with what happened, in all districts that were asked for."""
        found: dict[str, Flows] = defaultdict(Flows)
        for (of, value, _), flows in self.rows.items():
            if of == cut:
                found[value] += flows
        return dict(found)

    def by_district(self) -> dict[str, Flows]:
        """The districts."""
        found: dict[str, Flows] = defaultdict(Flows)
        for (cut, _, district), flows in self.rows.items():
            if cut == Flow.CHANNEL:
                found[district] += flows
        return dict(found)

    @property
    def whole(self) -> Flows:
        """Everything."""
        return sum((f for (cut, _, _), f in self.rows.items() if cut == Flow.CHANNEL), Flows())


@dataclass(frozen=True, slots=True)
class Overdue:
    """What has run out of time at this moment."""

    by_organisation: Mapping[int, int]
    oldest: datetime | None

    @property
    def total(self) -> int:
        """How many, counted to a bound."""
        return sum(self.by_organisation.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a page of figures is made of."""

    period: Period
    now: Told
    then: Told
    # Everything since the first day that is known.
    ever: Flows
    open_now: int
    open_at_start: int
    series: list[tuple[date, Flows]]
    by_months: bool
    stages: Mapping[str, Spread]
    of_organisation: Mapping[tuple[int, str], Spread]
    overdue: Overdue
    # The first day anything is known of.
    since: date | None

    @property
    def is_comparable(self) -> bool:
        """Whether the period it is compared with was kept from its first day on."""
        return self.since is not None and self.since <= self.period.compared().first


def read(period: Period, *, at: datetime, district: str | None = None) -> Reading:
    """The figures of a period, of the whole city or of one district, in five statements."""
    told, opened = _flows(period, district)
    series, by_months = _series(period.chart(), district)
    stages, of_organisation = _waits(period, district)
    return Reading(
        period,
        told["now"],
        told["then"],
        told["all"].whole,
        opened["all"],
        opened["before"],
        series,
        by_months,
        stages,
        of_organisation,
        overdue(at, district),
        rollups.first_day(),
    )


def overdue(at: datetime, district: str | None = None) -> Overdue:
    """What is overdue, by organisation (0: the desk); read from the index appeal_open."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OVERDUE.format(open=_OPEN, bound=OVERDUE_BOUND), {"now": at, "district": district}
        )
        rows = cursor.fetchall()
    return Overdue(
        {organisation or 0: count for organisation, count, _ in rows},
        min((oldest for _, _, oldest in rows), default=None),
    )


def _flows(period: Period, district: str | None) -> tuple[dict[str, Told], dict[str, int]]:
    cuts = (Flow.ORGANISATION, Flow.CATEGORY, Flow.CHANNEL)
    wanted = [("now", cut, piece) for piece in period.pieces() for cut in cuts]
    wanted += [("then", cut, piece) for piece in period.compared().pieces() for cut in cuts]
    wanted += [("before", Flow.CHANNEL, piece) for piece in periods.before(period.first)]
    wanted.append(("all", Flow.CHANNEL, Piece("month", periods.EARLIEST, date.max)))
    with connection.cursor() as cursor:
        cursor.execute(
            _FLOWS.format(sums=_sums("f."), inner=_sums(named=True)),
            {
                "which": [which for which, _, _ in wanted],
                "cut": [cut for _, cut, _ in wanted],
                "district": district,
                **_spans(piece for _, _, piece in wanted),
            },
        )
        rows = cursor.fetchall()
    found: dict[str, dict[tuple[str, str, str], Flows]] = defaultdict(dict)
    for which, cut, value, place, *sums in rows:
        found[which][cut, value, place] = _named(sums)
    told = {which: Told(found[which]) for which in ("now", "then", "before", "all")}
    opened = {which: one.whole["opened"] - one.whole["ended"] for which, one in told.items()}
    return told, opened


def _series(period: Period, district: str | None) -> tuple[list[tuple[date, Flows]], bool]:
    """Day by day, or month by month where the days would be too many for a line."""
    by_months = period.until - period.first > timedelta(days=93)
    first = period.first.replace(day=1) if by_months else period.first
    with connection.cursor() as cursor:
        cursor.execute(
            _SERIES.format(sums=_sums()),
            {
                "grain": "month" if by_months else "day",
                "first": first,
                "last": period.until,
                "district": district,
            },
        )
        known = {start: _named(sums) for start, *sums in cursor.fetchall()}
    starts, day = [], first
    while day <= period.until:
        starts.append(day)
        day = (day + timedelta(days=32)).replace(day=1) if by_months else day + timedelta(days=1)
    return [(start, known.get(start, Flows())) for start in starts], by_months


def _waits(
    period: Period, district: str | None
) -> tuple[dict[str, Spread], dict[tuple[int, str], Spread]]:
    # Of organisations the table tells how soon they accept, of the city every stage.
    asked = [(WaitDay.ORGANISATION, "accept"), *((WaitDay.DISTRICT, stage) for stage in STAGES)]
    wanted = [(cut, stage, piece) for piece in period.pieces() for cut, stage in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            _WAITS,
            {
                "cut": [cut for cut, _, _ in wanted],
                "stage": [stage for _, stage, _ in wanted],
                "district": district,
                **_spans(piece for _, _, piece in wanted),
            },
        )
        rows = cursor.fetchall()
    histograms: dict[Any, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    late: dict[Any, int] = defaultdict(int)
    for cut, value, stage, bucket, total, broken in rows:
        key = (int(value), stage) if cut == WaitDay.ORGANISATION else stage
        if total:
            histograms[key][bucket] += total
        late[key] += broken
    found = {key: durations.spread(one, late[key]) for key, one in histograms.items()}
    return (
        {key: one for key, one in found.items() if isinstance(key, str)},
        {key: one for key, one in found.items() if isinstance(key, tuple)},
    )


def _spans(wanted: Iterable[Piece]) -> dict[str, list[Any]]:
    listed = list(wanted)
    return {
        "grain": [piece.grain for piece in listed],
        "first": [piece.first for piece in listed],
        "last": [piece.last for piece in listed],
    }


def _sums(prefix: str = "", *, named: bool = False) -> str:
    return ", ".join(f"sum({prefix}{name})" + (f" AS {name}" if named else "") for name in MEASURES)


def _named(sums: list[int]) -> Flows:
    return Flows(dict(zip(MEASURES, sums, strict=True)))
