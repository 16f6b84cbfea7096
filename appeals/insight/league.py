"""Organisations by the share done in time, with what each share is of; few figures, no place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from appeals.insight.readings import Flows, Reading
from appeals.insight.shares import ENOUGH, percent
from appeals.models import Flow

# Under this share a bar is drawn as a breach.
LOW = 0.8


@dataclass(frozen=True)
class Standing:
    """One organisation: its place (None: too little done), and how the place changed."""

    identifier: int
    name: str
    flows: Flows
    place: int | None
    rise: int | None
    accept_median: timedelta | None
    accept_p90: timedelta | None
    overdue: int

    @property
    def in_time(self) -> int:
        """How many it did in time."""
        return self.flows["in_time"]

    @property
    def share(self) -> float:
        """The share of them."""
        return self.in_time / self.flows["resolved"] if self.flows["resolved"] else 0.0

    @property
    def is_low(self) -> bool:
        """Whether that is too few."""
        return self.share < LOW

    @property
    def in_time_percent(self) -> str:
        """The share in per cent."""
        return percent(self.in_time, self.flows["resolved"])

    @property
    def reopened_percent(self) -> str:
        """Of what it did, how much came back."""
        return percent(self.flows["reopened"], self.flows["resolved"])

    @property
    def answered(self) -> int:
        """How many applicants said whether they are satisfied."""
        return self.flows["satisfied"] + self.flows["reopened"]

    @property
    def satisfied_percent(self) -> str:
        """Of those who answered, how many are satisfied."""
        return percent(self.flows["satisfied"], self.answered)


def table(reading: Reading, names: Mapping[int, str]) -> list[Standing]:
    """Those with a place first, by their share; then the rest by how much they did."""
    now, then = (
        _of_organisations(told.by(Flow.ORGANISATION)) for told in (reading.now, reading.then)
    )
    places, places_before = _places(now, names), _places(then, names)
    found = []
    for identifier in now.keys() | (reading.overdue.by_organisation.keys() - {0}):
        flows = now.get(identifier, Flows())
        place, before = places.get(identifier), places_before.get(identifier)
        accept = reading.of_organisation.get((identifier, "accept"))
        found.append(
            Standing(
                identifier,
                names.get(identifier, f"№ {identifier}"),
                flows,
                place,
                before - place if place and before and reading.is_comparable else None,
                accept.median if accept else None,
                accept.p90 if accept else None,
                reading.overdue.by_organisation.get(identifier, 0),
            )
        )
    return sorted(
        found,
        key=lambda one: (one.place or 10**6, -one.flows["resolved"], -one.overdue, one.name),
    )


def _of_organisations(told: Mapping[str, Flows]) -> dict[int, Flows]:
    return {int(value): flows for value, flows in told.items() if value != "0" and flows}


def _places(flows: Mapping[int, Flows], names: Mapping[int, str]) -> dict[int, int]:
    ranked = sorted(
        (identifier for identifier, one in flows.items() if one["resolved"] >= ENOUGH),
        key=lambda one: (
            flows[one]["late"] / flows[one]["resolved"],
            -flows[one]["resolved"],
            names.get(one, ""),
        ),
    )
    return {identifier: place for place, identifier in enumerate(ranked, 1)}
