"""Which index each statement of a workplace uses, and how many rows it reads: `infra/bench.py plans`.

Every page is opened in this process; each statement it makes is explained before it runs, with its
own parameters. Printed as the table of platform/docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.bench import city, crowd, seats

# What grows with a city; the catalogue's tables are read whole because that is the quickest.
LARGE = (
    *("appeals_appeal", "appeals_event", "appeals_applicant", "appeals_house", "appeals_street"),
    *("appeals_message", "appeals_callback", "appeals_joined"),
)


@dataclass(slots=True)
class Plan:
    """One statement as the planner carried it out."""

    tables: list[str] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)
    rows: int = 0
    dropped: int = 0
    buffers: int = 0
    milliseconds: float = 0.0
    scans: list[str] = field(default_factory=list)

    def add(self, node: dict[str, Any]) -> None:
        """Take a node of the plan and all below it in."""
        kind, loops = node["Node Type"], node.get("Actual Loops", 1)
        if "Relation Name" in node and node["Relation Name"] not in self.tables:
            self.tables.append(node["Relation Name"])
        index = node.get("Index Name", "")
        if index and not index.endswith("_pkey") and index not in self.indexes:
            self.indexes.append(index)
        if "Scan" in kind and "Subquery" not in kind and "CTE" not in kind:
            self.rows += round(node.get("Actual Rows", 0) * loops)
            self.dropped += round(node.get("Rows Removed by Filter", 0) * loops)
        if kind == "Seq Scan" and node["Relation Name"] in LARGE:
            self.scans.append(node["Relation Name"])
        for below in node.get("Plans", ()):
            self.add(below)


class Explainer:
    """Wraps a connection's statements: explains each SELECT, then lets it run."""

    def __init__(self) -> None:
        self.plans: list[Plan] = []
        self._inside = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not self._inside and sql.lstrip(" (").upper().startswith(("SELECT", "WITH")):
            self._inside = True
            try:
                with context["connection"].cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                    (found,) = cursor.fetchone()
            finally:
                self._inside = False
            told = (json.loads(found) if isinstance(found, str) else found)[0]
            plan = Plan(milliseconds=told["Execution Time"])
            plan.add(told["Plan"])
            plan.buffers = told["Plan"].get("Shared Hit Blocks", 0) + told["Plan"].get(
                "Shared Read Blocks", 0
            )
            self.plans.append(plan)
        return execute(sql, params, many, context)


@contextmanager
def explained() -> Iterator[list[Plan]]:
    """The plans of everything this thread asks inside the block."""
    from django.db import connection

    explainer = Explainer()
    with connection.execute_wrapper(explainer):
        yield explainer.plans


def main() -> None:
    """Grow the city, open the pages, print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--appeals", type=int, default=1_000_000)
    options.add_argument("--page", help="only pages with this in their name")
    chosen = options.parse_args()
    place = city.place(chosen.host)
    crowd.grow(place.schema, chosen.appeals)
    sat = seats.taken(chosen.host)
    print("| page | statements | reads | indexes | rows read | rows dropped | pages | ms |")
    print("|---|---|---|---|---|---|---|---|")
    for page in seats.PAGES:
        if chosen.page and chosen.page not in page:
            continue
        with explained() as plans:
            answer = seats.client(sat, page).get(sat.address(page), follow=True)
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code}")
        for plan in plans:
            large = [table for table in plan.tables if table in LARGE]
            if large:
                print(_line(page, len(plans), large, plan))


def _line(page: str, statements: int, large: list[str], plan: Plan) -> str:
    """A line of the table."""
    names = ", ".join(table.removeprefix("appeals_") for table in large)
    indexes = ", ".join(f"`{index}`" for index in plan.indexes) or "key"
    if plan.scans:
        indexes += f"; **whole table: {', '.join(plan.scans)}**"
    return (
        f"| {page} | {statements} | {names} | {indexes} | {plan.rows} | {plan.dropped} | "
        f"{plan.buffers} | {plan.milliseconds:.1f} |"
    )


if __name__ == "__main__":
    main()
