"""Orders of a long list that a page goes on from by its last row: no counting, nothing shifts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows by a moment and the id."""

    field: str
    descending: bool = False

    def sort(self, rows: AppealQuerySet) -> AppealQuerySet:
        """The rows in this order; those without the moment come last.

        A descending order takes a moment that every row has: NULLS LAST is not how an index
        descends, and the whole list would be sorted for each page.
        """
        if self.descending:
            return rows.order_by(f"-{self.field}", "-id")
        return rows.order_by(F(self.field).asc(nulls_last=True), "id")

    def moment(self, row: Appeal) -> datetime | None:
        """The moment a row stands at."""
        at: datetime | None = getattr(row, self.field)
        return at

    def first(self, rows: AppealQuerySet, size: int, each: Collection[str] = ()) -> list[Appeal]:
        """The first rows; `each`: the first of each of these statuses, then the first of all.

        Several statuses in one condition would walk the order past everything of the others; one by
        one each is a range of `(status, moment, id)`.
        """
        if len(each) > 1:
            tops: list[Any] = [
                self.sort(rows.filter(status=status)).values("pk")[:size] for status in sorted(each)
            ]
            rows = rows.filter(pk__in=tops[0].union(*tops[1:], all=True))
        return list(self.sort(rows)[:size])

    def following(
        self,
        rows: AppealQuerySet,
        moment: datetime | None,
        identifier: int,
        size: int,
        each: Collection[str] = (),
    ) -> list[Appeal]:
        """The rows after one with this moment and id.

        Each read is one range of an index: an OR over moment and id would walk all pages before.
        """
        way = "lt" if self.descending else "gt"
        without = rows.filter(**{f"{self.field}__isnull": True})
        if moment is None:
            return self.first(without.filter(**{f"id__{way}": identifier}), size, each)
        back = "gte" if self.descending else "lte"
        past = Q(**{self.field: moment, f"id__{back}": identifier})
        later = rows.filter(**{f"{self.field}__{way}e": moment}).exclude(past)
        found = self.first(later, size, each)
        if len(found) < size and not self.descending:
            found += self.first(without, size - len(found), each)
        return found


NEXT_BREACH_FIRST = Order("next_clock_at")
LATEST_FIRST = Order("status_at", descending=True)
