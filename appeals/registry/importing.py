"""Bringing a list of houses into a city: houses, their companies, who serves what since when.

All or nothing, and repeatable: the same list twice changes nothing, a newer list updates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from appeals.registry import companies, house_changes, serving_changes, streets
from appeals.registry.house_changes import HouseChanges
from appeals.registry.house_lists import centre_of, crowded, without_repeats
from appeals.registry.house_rows import Frame, HouseRow, Reader
from appeals.registry.layouts import Layout
from appeals.registry.problems import Problem
from appeals.registry.serving_changes import ServingChanges
from appeals.registry.tables import Table

Tick = Callable[[int], None]


class NothingTaken(Exception):
    """Rows were refused, so nothing was written; the outcome tells which and why."""

    def __init__(self, outcome: Any) -> None:
        super().__init__("Ничего не записано: в файле есть строки, которые нельзя принять.")
        self.outcome = outcome


@dataclass(slots=True)
class Outcome:
    """What an import found and did."""

    read: int = 0
    taken: list[HouseRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    houses: Counter[str] = field(default_factory=Counter)
    servings: Counter[str] = field(default_factory=Counter)
    streets_created: int = 0
    companies_found: int = 0
    companies_created: int = 0

    @property
    def refused_lines(self) -> set[int]:
        """The lines that were not taken."""
        return {problem.line for problem in self.problems if problem.refuses}

    @property
    def counts(self) -> dict[str, Any]:
        """What the list changes, counted: for the page and for the record of imports."""
        return {
            "houses": dict(self.houses),
            "servings": {name: count for name, count in self.servings.items() if count},
            "streets_created": self.streets_created,
            "companies_found": self.companies_found,
            "companies_created": self.companies_created,
        }


def look(table: Table, layout: Layout, frame: Frame, tick: Tick = lambda count: None) -> Outcome:
    """Read and check the whole list without writing anything."""
    outcome = Outcome()
    rows: list[HouseRow] = []
    if frame.latitude is None or frame.longitude is None:
        frame = _with_centre(table, layout, frame)
    reader = Reader(layout, frame, table.header)
    for row in table.rows():
        outcome.read += 1
        house = reader.read(row)
        if house is not None:
            rows.append(house)
        tick(1)
    outcome.taken, repeats = without_repeats(rows, reader.column(layout.address_field))
    shared = crowded(outcome.taken, reader.column("latitude"))
    outcome.problems = [*reader.problems, *repeats, *shared]
    outcome.companies_found = len(
        {company for row in outcome.taken if (company := companies.company_of(row))}
    )
    return outcome


@dataclass(slots=True)
class Plan:
    """What the good rows of a list change; compared with the city as it is, nothing written yet."""

    source: str
    streets: streets.Matched
    companies: companies.Matched
    houses: HouseChanges
    servings: ServingChanges


def planned(outcome: Outcome, layout: Layout, *, source: str, today: date) -> Plan:
    """Compare what `look` found with the city of the moment, and count it into the outcome."""
    found = streets.match(outcome.taken)
    houses = house_changes.compare(outcome.taken, found.by_key, layout, source)
    matched = companies.match(outcome.taken)
    servings = serving_changes.compare(houses.pairs, matched.by_company, source, today)
    outcome.streets_created = len(found.fresh)
    outcome.companies_created = len(matched.fresh)
    outcome.problems.extend(servings.problems)
    counts = {
        "created": len(houses.fresh), "updated": len(houses.changed),
        "unchanged": houses.unchanged, "gone": len(houses.gone),
    }  # fmt: skip
    outcome.houses = Counter({name: count for name, count in counts.items() if count})
    outcome.servings = servings.counts
    return Plan(source, found, matched, houses, servings)


@transaction.atomic
def write(plan: Plan, tick: Tick = lambda count: None) -> None:
    """Write a plan, whole."""
    streets.store(plan.streets)
    house_changes.store(plan.houses, plan.source, tick)
    companies.store(plan.companies)
    serving_changes.store(plan.servings)


@transaction.atomic
def bring_in(
    outcome: Outcome,
    layout: Layout,
    *,
    source: str,
    today: date,
    skip_bad: bool = False,
    tick: Tick = lambda count: None,
) -> Outcome:
    """Plan and write what `look` found, in the city of the moment.

    Raises:
        NothingTaken: there are refused rows and `skip_bad` was not asked for.
    """
    if outcome.refused_lines and not skip_bad:
        raise NothingTaken(outcome)
    write(planned(outcome, layout, source=source, today=today), tick)
    return outcome


def _with_centre(table: Table, layout: Layout, frame: Frame) -> Frame:
    """The frame of a city that does not know its centre: the middle of most of the points."""
    silent = Reader(layout, frame, table.header)
    rows = [house for row in table.rows() if (house := silent.read(row))]
    centre = centre_of(
        (row.latitude, row.longitude)
        for row in rows
        if row.latitude is not None and row.longitude is not None
    )
    if centre is None:
        return frame
    return replace(frame, latitude=centre[0], longitude=centre[1])
