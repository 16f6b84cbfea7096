"""What a check finds in a file of each kind, in one shape: counted, listed, ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from appeals import catalogue
from appeals.models import RegistryImport
from appeals.registry import importing, matrix_changes
from appeals.registry.house_rows import Frame
from appeals.registry.importing import Plan
from appeals.registry.layouts import Layout, chosen, titles
from appeals.registry.matrix_lines import LineChange
from appeals.registry.problems import Problem
from appeals.registry.tables import Table
from tenants.isolation import scope

Tick = Callable[[int], None]
DEFAULT_RADIUS_KM = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes different, in words: what kind, where, of what, from what to what."""

    kind: str
    place: str
    subject: str = ""
    was: str = ""
    becomes: str = ""


@dataclass(slots=True)
class Findings:
    """The good rows and the problems of a file, compared with the city as it is."""

    read: int
    good: int
    problems: list[Problem]
    counts: dict[str, Any]
    changes: Callable[[], Iterator[Change]]
    write: Callable[[Tick], None]
    refused: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the refused lines."""
        self.refused = len({problem.line for problem in self.problems if problem.refuses})


def find(run: RegistryImport, table: Table, *, today: date, tick: Tick) -> Findings:
    """Read the file of an import and compare it; nothing is written.

    Raises:
        BadFile: it cannot be read to its end.
    """
    layout = chosen(run.kind, table.header, run.places)
    find_of = {RegistryImport.HOUSES: _houses, RegistryImport.MATRIX: _matrix}[run.kind]
    return find_of(run, table, layout, today, tick)


def _houses(run: RegistryImport, table: Table, layout: Layout, today: date, tick: Tick) -> Findings:
    city = scope.require()
    frame = Frame(
        city.name, today, city.latitude, city.longitude,
        float(run.options.get("radius_km") or DEFAULT_RADIUS_KM),
        bool(run.options.get("drop_far_points")),
    )  # fmt: skip
    outcome = importing.look(table, layout, frame, tick)
    source = run.options.get("source") or layout.source(run.file_name)
    plan = importing.planned(outcome, layout, source=source, today=today)
    return Findings(
        outcome.read, len(outcome.taken), outcome.problems, outcome.counts,
        lambda: _house_changes(plan), lambda tick: importing.write(plan, tick),
    )  # fmt: skip


def _matrix(run: RegistryImport, table: Table, layout: Layout, today: date, tick: Tick) -> Findings:
    plan = matrix_changes.planned(
        table,
        layout,
        town=scope.require().name,
        source=run.file_name,
        ends_older=bool(run.options.get("ends_older")),
        tick=tick,
    )
    return Findings(
        plan.read, plan.good, plan.problems, {"lines": dict(plan.counts)},
        lambda: _line_changes(plan.changes), lambda tick: matrix_changes.write(plan),
    )  # fmt: skip


def _house_changes(plan: Plan) -> Iterator[Change]:
    for house in plan.houses.fresh:
        yield Change("created", house.address)
    for changed in plan.houses.changed:
        for name, (was, becomes) in changed.differs.items():
            for subject, before, after in _parted(name, was, becomes):
                yield Change("updated", changed.house.address, subject, before, after)
    for house in plan.houses.gone:
        yield Change("gone", house.address)
    for company in plan.companies.fresh:
        yield Change("company", "", company.name)
    yield from _line_changes(plan.servings.changes)


def _parted(name: str, was: Any, becomes: Any) -> Iterator[tuple[str, str, str]]:
    """A field's change; of the further facts each that differs by itself."""
    if name != "facts":
        names = {"number": "Номер дома", "address": "Адрес", **titles(RegistryImport.HOUSES)}
        yield names[name], _shown(was), _shown(becomes)
        return
    for fact in sorted(was.keys() | becomes.keys()):
        if was.get(fact) != becomes.get(fact):
            yield fact, _shown(was.get(fact)), _shown(becomes.get(fact))


def _line_changes(changes: Iterable[LineChange]) -> Iterator[Change]:
    names = {service.code: service.name.ru for service in catalogue.services()}
    for line in changes:
        subject = f"{names.get(line.service, line.service)}: {line.organisation}"
        yield Change(f"line_{line.what}", line.address, subject, line.was, line.becomes)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)
