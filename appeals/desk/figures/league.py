"""The ranking of organisations with the rows behind each of its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appeals.desk.figures.drill import Door
from appeals.insight import league
from appeals.insight.readings import Reading


@dataclass(frozen=True)
class Standing(league.Standing):
    """One organisation; `door` leads to the lists."""

    door: Door

    @property
    def addresses(self) -> dict[str, str]:
        """The rows behind each number of the line."""
        return {
            measure: self.door.to(measure, organisation=self.identifier)
            for measure in ("resolved", "in_time", "reopened", "satisfied", "overdue", "returned")
        }


def table(reading: Reading, names: Mapping[int, str], door: Door) -> list[Standing]:
    """Those with a place first, by their share; then the rest by how much they did."""
    return [Standing(**vars(one), door=door) for one in league.table(reading, names)]
