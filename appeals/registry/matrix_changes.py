"""Bringing a house × service matrix into a city: compared line by line, written whole.

The same file twice changes nothing, a newer one moves dates and adds lines; a line that the file
does not name stays as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from appeals.models import Organisation, Serving
from appeals.models.serving import days
from appeals.registry import matrix_book, matrix_store
from appeals.registry.layouts import Layout
from appeals.registry.matrix_book import MatrixBook
from appeals.registry.matrix_lines import Fitted, Line, LineChange, fit
from appeals.registry.matrix_rows import MatrixReader, MatrixRow
from appeals.registry.problems import Problem
from appeals.registry.tables import Table

SOURCE_MARK = "матрица: "
Tick = Callable[[int], None]
# So many rows are asked for at once.
_READ = 5000
# A house and a service.
_Key = tuple[int, str]


@dataclass(slots=True)
class MatrixPlan:
    """What a file changes in the matrix, and what is wrong with its rows; nothing written yet."""

    source: str
    read: int = 0
    good: int = 0
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    changes: list[LineChange] = field(default_factory=list)
    fresh: dict[int, tuple[_Key, Line]] = field(default_factory=dict)
    moved: dict[int, Line] = field(default_factory=dict)


def planned(
    table: Table,
    layout: Layout,
    *,
    town: str,
    source: str,
    ends_older: bool = False,
    tick: Tick = lambda count: None,
) -> MatrixPlan:
    """Read the whole file and compare it with the matrix of the city of the moment."""
    plan = MatrixPlan(SOURCE_MARK + source)
    reader = MatrixReader(layout, town, matrix_book.services(), table.header)
    rows: list[MatrixRow] = []
    for row in table.rows():
        plan.read += 1
        found = reader.read(row)
        if found is not None:
            rows.append(found)
        tick(1)
    _Comparison(plan, reader, ends_older).run(rows)
    plan.problems = reader.problems + plan.problems
    return plan


def write(plan: MatrixPlan) -> None:
    """Write a plan, whole."""
    keys = list(plan.moved)
    moved: list[Serving] = []
    for start in range(0, len(keys), _READ):
        moved += Serving.objects.filter(pk__in=keys[start : start + _READ])
    for row in moved:
        line = plan.moved[row.pk]
        row.since, row.until = line.since, line.until
        row.source = plan.source if line.told_in else row.source
    fresh = [
        Serving(
            house_id=house,
            service=service,
            organisation_id=line.organisation,
            since=line.since,
            until=line.until,
            source=plan.source,
        )
        for (house, service), line in plan.fresh.values()
    ]
    matrix_store.store(moved, fresh)


class _Comparison:
    """Puts the rows of a file into the matrix one by one, earlier days first."""

    def __init__(self, plan: MatrixPlan, reader: MatrixReader, ends_older: bool) -> None:
        self._plan, self._reader, self._ends_older = plan, reader, ends_older
        self._book = MatrixBook(reader)
        self._names: dict[int, str] = {one.pk: str(one) for one in Organisation.objects.all()}

    def run(self, rows: list[MatrixRow]) -> None:
        """Compare everything."""
        matrix = _standing()
        for row, house, organisation in self._resolved(rows):
            wanted = Line(organisation.pk, row.since, row.until, told_in=row.line)
            lines = matrix[house, row.service]
            before = {id(line): line.days for line in lines}
            fitted = fit(lines, wanted, ends_older=self._ends_older)
            self._count(row, house, fitted, before)

    def _resolved(self, rows: list[MatrixRow]) -> Iterator[tuple[MatrixRow, int, Organisation]]:
        for row in sorted(rows, key=lambda row: (row.since or date.min, row.line)):
            house = self._book.house(row)
            organisation = self._book.organisation(row)
            if house is not None and organisation is not None:
                yield row, house, organisation

    def _count(self, row: MatrixRow, house: int, fitted: Fitted, before: dict[int, str]) -> None:
        if fitted.what == "refused":
            self._reader.refuse(
                row.line,
                "overlap",
                self._in_the_way(row, fitted),
                days(row.since, row.until),
                "since",
            )
            return
        if fitted.what == "repeated" and fitted.other is not None:
            sentence = f"Строка повторяет строку {fitted.other.told_in}: взята та."
            self._plan.problems.append(Problem(row.line, "repeated_line", sentence, False))
            return
        self._plan.good += 1
        self._plan.counts[fitted.what] += 1
        line = fitted.line
        if line is not None and fitted.what != "unchanged":
            self._note(fitted.what, row, house, line, before.get(id(line), ""))
            self._store(row, house, line)
        if fitted.ended is not None:
            self._plan.counts["ended"] += 1
            self._note("ended", row, house, fitted.ended, before[id(fitted.ended)])
            self._store(row, house, fitted.ended)

    def _note(self, what: str, row: MatrixRow, house: int, line: Line, was: str) -> None:
        name = self._names[line.organisation]
        address = self._book.address_of(house)
        self._plan.changes.append(LineChange(what, address, row.service, name, was, line.days))

    def _store(self, row: MatrixRow, house: int, line: Line) -> None:
        if line.stored is None:
            self._plan.fresh[id(line)] = (house, row.service), line
        else:
            self._plan.moved[line.stored] = line

    def _in_the_way(self, row: MatrixRow, fitted: Fitted) -> str:
        other = fitted.other
        if other is None:
            raise ValueError("a refused line without the one it overlaps")
        who = f"«{self._names[other.organisation]}» {other.days}"
        if other.told_in:
            return (
                f"Даты пересекаются со строкой {other.told_in}: там {who}. Исправьте одну из двух."
            )
        return (
            f"В матрице уже стоит {who}. Закончите эту запись в карточке дома или поправьте даты."
        )


def _standing() -> dict[_Key, list[Line]]:
    """The matrix as it is."""
    found: dict[_Key, list[Line]] = defaultdict(list)
    rows: Any = Serving.objects.order_by("since", "id").values_list(
        "id", "house_id", "service", "organisation_id", "since", "until"
    )
    for key, house, service, organisation, since, until in rows.iterator(chunk_size=5000):
        found[house, service].append(Line(organisation, since, until, key))
    return found
