"""What imports tell on the terminal."""

from django.core.management.base import OutputWrapper

from appeals.registry import problems
from appeals.registry.layouts import Layout
from appeals.registry.problems import Problem
from appeals.registry.progress import grouped
from appeals.registry.tables import Table

_EXAMPLES = 3


def introduce(out: OutputWrapper, table: Table, layout: Layout) -> None:
    """What the file is, and which column is read as what."""
    out.write(f"{table.path.name}: {table.described}; столбцы: {layout.name}")
    for field, place in layout.places.items():
        out.write(f"  {field:13} ← {table.header[place]}")


def list_problems(out: OutputWrapper, found: list[Problem]) -> None:
    """Refusals, then remarks: how many of each, and the first lines."""
    for title, refusing in (("Отказы", True), ("Замечания (строки приняты)", False)):
        totals = problems.counted(found, refusing=refusing)
        if not totals:
            continue
        out.write(f"{title}:")
        for reason, total in totals:
            out.write(f"  {grouped(total):>7}  {reason}")
            mine = (
                item
                for item in found
                if item.refuses is refusing and problems.TITLES[item.reason] == reason
            )
            for item, _ in zip(mine, range(_EXAMPLES), strict=False):
                out.write(f"           строка {item.line}: {item.sentence}")
