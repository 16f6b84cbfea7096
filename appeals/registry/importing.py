"""Bringing a list of houses into a city: houses, their companies, who serves what since when.

All or nothing, and repeatable: the same list twice changes nothing, a newer list updates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from appeals.models import House, Organisation, Serving, Street
from appeals.registry import companies, streets
from appeals.registry.house_lists import centre_of, crowded, without_repeats
from appeals.registry.house_rows import Frame, HouseRow, Reader
from appeals.registry.layouts import Layout
from appeals.registry.problems import Problem
from appeals.registry.tables import Table

SOURCE_MARK = "перечень: "
_BATCH = 1000
_FIELDS = (
    "number", "address", "district", "latitude", "longitude", "built_year", "floors", "flats",
    "area_m2", "heat_line", "outside_id", "facts", "source", "source_date",
)  # fmt: skip
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
    outcome.taken, repeats = without_repeats(rows)
    outcome.problems = [*reader.problems, *repeats, *crowded(outcome.taken)]
    outcome.companies_found = len(
        {company for row in outcome.taken if (company := companies.company_of(row))}
    )
    return outcome


@transaction.atomic
def bring_in(
    outcome: Outcome,
    *,
    source: str,
    today: date,
    skip_bad: bool = False,
    tick: Tick = lambda count: None,
) -> Outcome:
    """Write what `look` found, in the city of the moment.

    Raises:
        NothingTaken: there are refused rows and `skip_bad` was not asked for.
    """
    if outcome.refused_lines and not skip_bad:
        raise NothingTaken(outcome)
    found = streets.settle(outcome.taken)
    outcome.streets_created = found.created
    houses = _houses(outcome, found.by_key, source, tick)
    organisations, fresh = companies.settle(outcome.taken)
    outcome.companies_created = len(fresh)
    _serve(outcome, houses, organisations, source, today)
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


def _houses(
    outcome: Outcome, by_key: dict[str, Street], source: str, tick: Tick
) -> list[tuple[HouseRow, House]]:
    """Houses new, changed and untouched; batches of inserts and updates."""
    known = {(house.street_id, house.normal_number): house for house in House.objects.all()}
    fresh: list[House] = []
    changed: list[House] = []
    pairs: list[tuple[HouseRow, House]] = []
    for row in outcome.taken:
        street = by_key[streets.key_of(row.address)]
        wanted = _values(row, source)
        number = row.address.house.key if row.address.house else ""
        house = known.get((street.pk, number))
        if house is None:
            house = House(street=street, normal_number=number, **wanted)
            fresh.append(house)
            outcome.houses["created"] += 1
        elif _differs(house, wanted):
            for name, value in wanted.items():
                setattr(house, name, value)
            changed.append(house)
            outcome.houses["updated"] += 1
        else:
            outcome.houses["unchanged"] += 1
        pairs.append((row, house))
    for batch in _batches(fresh):
        House.objects.bulk_create(batch)
        tick(len(batch))
    for batch in _batches(changed):
        House.objects.bulk_update(batch, _FIELDS)
        tick(len(batch))
    tick(outcome.houses["unchanged"])
    return pairs


def _values(row: HouseRow, source: str) -> dict[str, Any]:
    number = row.address.house.words.removeprefix("д. ") if row.address.house else ""
    return {
        "number": number,
        "address": row.address.words,
        "district": row.district,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "built_year": row.built_year,
        "floors": row.floors,
        "flats": row.flats,
        "area_m2": row.area_m2,
        "heat_line": row.heat_line,
        "outside_id": row.outside_id,
        "facts": row.facts,
        "source": source,
        "source_date": row.source_date,
    }


def _differs(house: House, wanted: dict[str, Any]) -> bool:
    return any(getattr(house, name) != value for name, value in wanted.items())


def _serve(
    outcome: Outcome,
    pairs: list[tuple[HouseRow, House]],
    organisations: dict[companies.Company, Organisation],
    source: str,
    today: date,
) -> None:
    """The matrix: one line in force for each house that names its company.

    A line that the city wrote by hand is left alone; a line of an earlier list that names another
    company ends where the new contract begins.
    """
    mark = SOURCE_MARK + source
    in_force: dict[int, list[Serving]] = defaultdict(list)
    for line in Serving.objects.filter(service=companies.MANAGEMENT):
        if line.until is None or line.until > today:
            in_force[line.house_id].append(line)
    fresh: list[Serving] = []
    changed: list[Serving] = []
    for row, house in pairs:
        company = companies.company_of(row)
        if company is None:
            continue
        organisation, lines = organisations[company], in_force[house.pk]
        mine = [line for line in lines if line.organisation_id == organisation.pk]
        by_hand = [line for line in lines if not line.source.startswith(SOURCE_MARK)]
        if mine:
            line = mine[0]
            if line.source.startswith(SOURCE_MARK) and (line.since, line.source) != (
                row.since,
                mark,
            ):
                line.since, line.source = row.since, mark
                changed.append(line)
                outcome.servings["updated"] += 1
            else:
                outcome.servings["unchanged"] += 1
        elif by_hand:
            sentence = f"Дом обслуживает другая организация по записи города, не {row.company}."
            outcome.problems.append(Problem(row.line, "other_serving", sentence, False))
        else:
            for line in lines:
                line.until = max(row.since or today, (line.since or date.min) + timedelta(days=1))
                changed.append(line)
                outcome.servings["ended"] += 1
            fresh.append(
                Serving(
                    house=house,
                    service=companies.MANAGEMENT,
                    organisation=organisation,
                    since=row.since,
                    source=mark,
                )
            )
            outcome.servings["created"] += 1
    Serving.objects.bulk_create(fresh, batch_size=_BATCH)
    Serving.objects.bulk_update(changed, ["since", "until", "source"], batch_size=_BATCH)


def _batches(items: list[House]) -> Iterable[list[House]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
