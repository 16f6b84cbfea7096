"""Where appeals come from and what about: rows with a bar, a share and a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from appeals import labels
from appeals.desk import charts
from appeals.desk.figures import change
from appeals.desk.figures.change import Change
from appeals.desk.figures.drill import Door
from appeals.insight.readings import Flows, Reading
from appeals.insight.shares import percent
from appeals.models import Category, District, Flow

TOP = 10


@dataclass(frozen=True, slots=True)
class Share:
    """One row: what, how many, of how many, and against the period before."""

    name: str
    number: int
    whole: int
    most: float
    address: str
    change: Change | None = None
    # Filed per 10,000 inhabitants, where their number is known.
    rate: float | None = None

    @property
    def percent(self) -> str:
        """The share in per cent."""
        return percent(self.number, self.whole)

    @property
    def bar(self) -> SafeString:
        """The bar."""
        size = self.number if self.rate is None else self.rate
        return charts.meter(size / self.most if self.most else 0)

    @property
    def rate_shown(self) -> str:
        """82, or 8,2 where a tenth matters."""
        if self.rate is None:
            return ""
        return f"{self.rate:.0f}" if self.rate >= 10 else f"{self.rate:.1f}".replace(".", ",")


def channels(reading: Reading, door: Door) -> list[Share]:
    """The ways appeals came by."""
    names = {code: str(name) for code, name in labels.CHANNELS.items()}
    return _shares(
        reading.now.by(Flow.CHANNEL),
        reading.then.by(Flow.CHANNEL),
        names,
        lambda value: door.to("filed", channel=value),
        reading,
    )


def themes(reading: Reading, categories: Mapping[int, Category], door: Door) -> list[Share]:
    """What appeals are about, most frequent first."""
    return _shares(
        reading.now.by(Flow.CATEGORY),
        reading.then.by(Flow.CATEGORY),
        {str(pk): category.name for pk, category in categories.items()},
        lambda value: door.to("filed", category=value),
        reading,
    )


def districts(reading: Reading, known: Mapping[str, District], door: Door) -> list[Share]:
    """The city's districts; by inhabitants when all of them are known, else by number alone."""
    now, then = reading.now.by_district(), reading.then.by_district()
    names = {district: district or str(_("без района")) for district in now}
    rows = _shares(now, then, names, lambda value: door.to("filed", district=value), reading)
    people = {name: known[name].inhabitants for name in now if name in known}
    named = {names[name]: count for name, count in people.items() if count}
    if not named or any(name and name not in people for name in now):
        return rows
    rates = {row.name: 10_000 * row.number / named[row.name] for row in rows if row.name in named}
    most = max(rates.values(), default=0)
    return sorted(
        (
            Share(
                row.name, row.number, row.whole, most, row.address, row.change, rates.get(row.name)
            )
            if row.name in rates
            else Share(row.name, row.number, row.whole, 0, row.address, row.change)
            for row in rows
        ),
        key=lambda row: -(row.rate or 0),
    )


def _shares(
    now: Mapping[str, Flows],
    then: Mapping[str, Flows],
    names: Mapping[str, str],
    address: Callable[[str], str],
    reading: Reading,
) -> list[Share]:
    whole = sum(flows["filed"] for flows in now.values())
    most = max((flows["filed"] for flows in now.values()), default=0)
    silent = reading.period.is_running or not reading.is_comparable
    return sorted(
        (
            Share(
                names.get(value, value),
                flows["filed"],
                whole,
                most,
                address(value),
                None
                if silent
                else change.of_counts(flows["filed"], then.get(value, Flows())["filed"]),
            )
            for value, flows in now.items()
            if flows["filed"] > 0
        ),
        key=lambda row: (-row.number, row.name),
    )
