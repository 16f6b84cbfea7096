"""Problem points as residents see them: where, how often, why and what is done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from appeals.models import Cause, ProblemPoint
from appeals.models.problem_point import ProblemPointQuerySet

ROWS = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A point with its cause by name; empty: the cause is being found."""

    point: ProblemPoint
    cause: str

    @property
    def loudness(self) -> int:
        """The larger of the two numbers that the rule looks at."""
        return max(self.point.cases, self.point.reopens)


def told(rows: ProblemPointQuerySet | Sequence[ProblemPoint]) -> list[Told]:
    """Points with the names of their causes; one more statement where any is told."""
    found = list(rows)
    codes = {point.cause for point in found if point.cause}
    names = (
        {cause.code: cause.name for cause in Cause.objects.filter(code__in=codes)} if codes else {}
    )
    return [Told(point, names.get(point.cause, point.cause)) for point in found]


def of_places(places: Collection[int]) -> list[Told]:
    """The points of these houses: the open ones first, then those of which is told how they ended."""
    rows = ProblemPoint.objects.shown().filter(place__in=list(places)).order_by("-opened_at", "-id")
    ordered = sorted(rows, key=lambda point: (point.is_closed, -point.cases))
    return told(ordered[:ROWS])


def open_in(district: str = "", *, after: tuple[int, int] | None = None) -> ProblemPointQuerySet:
    """Open points of the city or of a district, the loudest first, from the row after this one."""
    rows = ProblemPoint.objects.open().shown()
    if district:
        rows = rows.filter(district=district)
    if after is not None:
        cases, key = after
        rows = rows.filter(cases__lte=cases).exclude(cases=cases, id__gte=key)
    return rows
