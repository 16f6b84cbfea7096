"""A house's passport: what everybody may know of a house, read in ten statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from appeals import workflow
from appeals.insight.house_tallies import YEAR
from appeals.models import Appeal, Category, House, HouseFact
from appeals.registry import house_outages
from portal import house_facts, neighbours, points, serving
from portal.neighbours import Year

OPEN_SHOWN = 5
_YEAR = ("recent", "answered", "in_time", "returned")


@dataclass(slots=True)
class Theme:
    """A branch of themes at a house: its last twelve months by state, and every year."""

    name: str
    open: int = 0
    done: int = 0
    other: int = 0
    years: dict[int, int] | None = None

    @property
    def total(self) -> int:
        """Of the last twelve months."""
        return self.open + self.done + self.other


@dataclass(frozen=True, slots=True)
class Filed:
    """The house's public appeals, counted from its own few hundred."""

    themes: Sequence[Theme]
    years: Sequence[int]
    year: Year
    open: int

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((theme.total for theme in self.themes), default=0)

    @property
    def of_year(self) -> Sequence[Theme]:
        """Themes with anything in the last twelve months, the most frequent first."""
        return sorted((t for t in self.themes if t.total), key=lambda t: -t.total)

    @property
    def table(self) -> list[tuple[Theme, list[int]]]:
        """Themes by year, the latest year first."""
        return [(t, [(t.years or {}).get(year, 0) for year in self.years]) for t in self.themes]


def find(house_id: int) -> House | None:
    """The house with its street."""
    return House.objects.select_related("street").filter(pk=house_id).first()


def context(house: House, *, now: datetime, today: date) -> dict[str, Any]:
    """What the page shows."""
    outages = house_outages.of_house(house.pk, at=now)
    filed = _filed(house.pk, now)
    told = {fact.field: fact for fact in HouseFact.objects.filter(house=house)}
    return {
        "house": house,
        "now": now,
        "outages": outages,
        "filed": filed,
        "open": _open(house.pk) if filed.open else [],
        "serving": serving.of_house(house.pk, today=today),
        "points": points.of_places([house.pk]),
        "near": neighbours.of_house(house, filed.year, outages.off),
        "facts": house_facts.of_house(house, told),
    }


def _open(house_id: int) -> list[Appeal]:
    """What is in work at the house, the latest first."""
    rows = Appeal.objects.public().open().filter(house=house_id)
    return list(
        rows.select_related("category", "organisation").order_by("-registered_at")[:OPEN_SHOWN]
    )


def _filed(house_id: int, now: datetime) -> Filed:
    """Everything ever filed here, by theme and year (index `appeal_house`)."""
    recent = Q(registered_at__gt=now - YEAR)
    done = Q(status__in=workflow.GREEN)
    rows = list(
        Appeal.objects.public()
        .filter(house=house_id)
        .order_by()
        .values("category_id", "year")
        .annotate(
            total=Count("pk"),
            standing=Count("pk", filter=Q(status__in=workflow.OPEN)),
            recent=Count("pk", filter=recent),
            working=Count("pk", filter=recent & Q(status__in=workflow.OPEN)),
            answered=Count("pk", filter=recent & done),
            in_time=Count("pk", filter=recent & done & ~Q(breached__contains=["resolve"])),
            returned=Count("pk", filter=recent & done & Q(reopened_count__gt=0)),
        )
    )
    themes = _themes(rows)
    return Filed(
        themes=sorted(themes.values(), key=lambda t: (-sum((t.years or {}).values()), t.name)),
        years=sorted({row["year"] for row in rows}, reverse=True),
        year=Year(
            *(
                sum(row[name] for row in rows)
                for name in ("recent", "answered", "in_time", "returned")
            )
        ),
        open=sum(row["standing"] for row in rows),
    )


def _themes(rows: Sequence[Mapping[str, Any]]) -> dict[int, Theme]:
    """Counted rows under the branch of their theme."""
    known = Category.objects.select_related("parent").in_bulk({row["category_id"] for row in rows})
    themes: dict[int, Theme] = {}
    years: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        category = known[row["category_id"]]
        branch = category.parent or category
        theme = themes.setdefault(branch.pk, Theme(branch.name))
        theme.open += row["working"]
        theme.done += row["answered"]
        theme.other += row["recent"] - row["working"] - row["answered"]
        years[branch.pk][row["year"]] += row["total"]
        theme.years = years[branch.pk]
    return themes
