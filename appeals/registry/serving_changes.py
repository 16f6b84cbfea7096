"""What a list of houses changes in the matrix: which company manages a house, since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from appeals.models import House, Organisation, Serving
from appeals.registry import matrix_store
from appeals.registry.companies import MANAGEMENT, Company, company_of
from appeals.registry.house_rows import HouseRow
from appeals.registry.matrix_lines import LineChange
from appeals.registry.problems import Problem

SOURCE_MARK = "перечень: "
_DAY = timedelta(days=1)


@dataclass(slots=True)
class ServingChanges:
    """Lines that begin, lines that change (first day or last), and how many of each."""

    fresh: list[Serving] = field(default_factory=list)
    moved: list[Serving] = field(default_factory=list)
    changes: list[LineChange] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def compare(
    pairs: Iterable[tuple[HouseRow, House]],
    organisations: dict[Company, Organisation],
    source: str,
    today: date,
) -> ServingChanges:
    """One line in force for each house that names its company; nothing is written.

    A line that the city wrote itself is left alone; a line of an earlier list that names another
    company ends where the new contract begins, or today.
    """
    known: dict[int, list[Serving]] = defaultdict(list)
    names: dict[int, Organisation] = {one.pk: one for one in Organisation.objects.all()}
    for line in Serving.objects.filter(service=MANAGEMENT):
        line.organisation = names[line.organisation_id]
        known[line.house_id].append(line)
    found = ServingChanges()
    for row, house in pairs:
        company = company_of(row)
        if company is not None:
            lines = known[house.pk] if house.pk is not None else []
            _Matrix(found, row, house, lines, source, today).serve(organisations[company])
    return found


def store(changes: ServingChanges) -> None:
    """Write the lines, whole."""
    matrix_store.store(changes.moved, changes.fresh)


@dataclass(slots=True)
class _Matrix:
    """The lines of management of one house, and the row that names its company."""

    found: ServingChanges
    row: HouseRow
    house: House
    lines: list[Serving]
    source: str
    today: date

    def serve(self, organisation: Organisation) -> None:
        """Let the row's company be the one in force."""
        current = [one for one in self.lines if one.until is None or one.until > self.today]
        mine = [
            one for one in current if one.organisation_id is not None
            and one.organisation_id == organisation.pk
        ]  # fmt: skip
        if mine:
            self._go_on(mine[0])
        elif any(not one.source.startswith(SOURCE_MARK) for one in current):
            sentence = (
                f"Дом обслуживает другая организация по записи города, не {self.row.company}."
            )
            self.found.problems.append(
                Problem(self.row.line, "other_serving", sentence, False, "", self.row.company)
            )
        else:
            self._begin(organisation, current)

    def _go_on(self, line: Serving) -> None:
        """The company is in force already; the list may know its first day better."""
        ends = [one.until for one in self.lines if one.until and _ends_before(one, line)]
        before = max(ends, default=None)
        since = self.row.since
        if before is not None:
            since = max(since or before, before)
        is_listed = line.source.startswith(SOURCE_MARK)
        fits = line.until is None or since is None or since < line.until
        if is_listed and fits and line.since != since:
            was = line.days
            line.since, line.source = since, SOURCE_MARK + self.source
            self.found.moved.append(line)
            self._note("updated", line, was)
        else:
            self.found.counts["unchanged"] += 1

    def _begin(self, organisation: Organisation, current: list[Serving]) -> None:
        """A company that was not in force begins; those that were end."""
        for line in current:
            first = line.since or date.min
            told = self.row.since
            was = line.days
            line.until = max(told if told and told > first else self.today, first + _DAY)
            self.found.moved.append(line)
            self._note("ended", line, was)
        ends = [one.until for one in self.lines if one.until is not None]
        since = max([*ends, *([self.row.since] if self.row.since else [])], default=None)
        line = Serving(
            house=self.house,
            service=MANAGEMENT,
            organisation=organisation,
            since=since,
            source=SOURCE_MARK + self.source,
        )
        self.found.fresh.append(line)
        self._note("created", line, "")

    def _note(self, what: str, line: Serving, was: str) -> None:
        becomes = line.days
        self.found.counts[what] += 1
        self.found.changes.append(
            LineChange(what, self.house.address, MANAGEMENT, str(line.organisation), was, becomes)
        )


def _ends_before(one: Serving, other: Serving) -> bool:
    """Whether a line ended before the other began."""
    return one.until is not None and other.since is not None and one.until <= other.since
