"""How the organisations work, for the first page: the last thirty days, counted once in five minutes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from appeals.insight import league, readings
from appeals.insight.periods import ANY, Period
from appeals.models import Organisation
from portal import page_store

DAYS = 30
ROWS = 5
KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation with what its shares are of."""

    name: str
    percent: str
    share: float
    in_time: int
    resolved: int
    reopened: int
    accept_seconds: int | None

    @property
    def accept(self) -> timedelta | None:
        """Half of its appeals were accepted sooner."""
        return timedelta(seconds=self.accept_seconds) if self.accept_seconds is not None else None


@dataclass(frozen=True, slots=True)
class Standings:
    """The first rows, whose days they are, and how soon appeals are accepted in the whole city."""

    first: date
    last: date
    rows: tuple[Row, ...]
    accept_seconds: int | None
    accepted: int

    @property
    def accept(self) -> timedelta | None:
        """Half of the city's appeals were accepted sooner."""
        return timedelta(seconds=self.accept_seconds) if self.accept_seconds is not None else None


def of_city(today: date, *, at: datetime) -> Standings:
    """The standings of the thirty days before today."""
    first, last = today - timedelta(days=DAYS), today - timedelta(days=1)
    kept = page_store.get(f"standings:{today}")
    if kept is not None:
        told = json.loads(kept[1])
        rows = tuple(Row(**row) for row in told.pop("rows"))
        return Standings(first, last, rows, **told)
    found = _counted(Period(ANY, first, last, today), at=at)
    body = {
        "rows": [asdict(row) for row in found.rows],
        "accept_seconds": found.accept_seconds,
        "accepted": found.accepted,
    }
    page_store.put(f"standings:{today}", "", json.dumps(body).encode(), KEPT_SECONDS)
    return found


def _counted(period: Period, *, at: datetime) -> Standings:
    """From rollups alone, six statements."""
    reading = readings.read(period, at=at)
    names = {one.pk: str(one) for one in Organisation.objects.only("name", "short_name")}
    placed = [one for one in league.table(reading, names) if one.place is not None]
    city = reading.stages.get("accept")
    return Standings(
        period.first,
        period.last,
        tuple(_row(one) for one in placed[:ROWS]),
        _seconds(city.median if city else None),
        int(reading.now.whole["accepted"]),
    )


def _row(one: league.Standing) -> Row:
    return Row(
        name=one.name,
        percent=one.in_time_percent,
        # Sums of the database are decimals, which JSON does not know.
        share=float(one.share),
        in_time=int(one.in_time),
        resolved=int(one.flows["resolved"]),
        reopened=int(one.flows["reopened"]),
        accept_seconds=_seconds(one.accept_median),
    )


def _seconds(length: timedelta | None) -> int | None:
    return round(length.total_seconds()) if length is not None else None
