"""Pages by key: the next page begins after the last row, whatever came and went meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.dateparse import parse_datetime

from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet

PAGE = 50
_NO_MOMENT = "-"


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

    def first(self, rows: AppealQuerySet, size: int) -> list[Appeal]:
        """The first rows."""
        return list(self.sort(rows)[:size])

    def following(
        self, rows: AppealQuerySet, moment: datetime | None, identifier: int, size: int
    ) -> list[Appeal]:
        """The rows after one with this moment and id.

        Each read is one range of an index: an OR over moment and id would walk all pages before.
        """
        way = "lt" if self.descending else "gt"
        without = rows.filter(**{f"{self.field}__isnull": True})
        if moment is None:
            return list(self.sort(without.filter(**{f"id__{way}": identifier}))[:size])
        back = "gte" if self.descending else "lte"
        past = Q(**{self.field: moment, f"id__{back}": identifier})
        found = self.first(rows.filter(**{f"{self.field}__{way}e": moment}).exclude(past), size)
        if len(found) < size and not self.descending:
            found += self.first(without, size - len(found))
        return found


NEXT_BREACH_FIRST = Order("next_clock_at")
LATEST_FIRST = Order("status_at", descending=True)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and where the next one begins (empty: there is none)."""

    rows: Sequence[Appeal]
    next: str = ""
    is_first: bool = True

    @property
    def count(self) -> int | None:
        """How many rows the list has, when all of them are on this page."""
        return len(self.rows) if self.is_first and not self.next else None


def page(rows: AppealQuerySet, order: Order, cursor: str = "", *, size: int = PAGE) -> Page:
    """The rows after the cursor; one row more is read to know whether the list goes on."""
    place = _read(cursor)
    if place is None:
        found = order.first(rows, size + 1)
    else:
        found = order.following(rows, *place, size + 1)
    following = ""
    if len(found) > size:
        last = found[size - 1]
        moment = getattr(last, order.field)
        following = f"{moment.isoformat() if moment else _NO_MOMENT}_{last.pk}"
    return Page(found[:size], following, is_first=place is None)


def _read(cursor: str) -> tuple[datetime | None, int] | None:
    """The moment and the id of a cursor; None for one that was not made here."""
    moment, _, identifier = cursor.replace(" ", "+").rpartition("_")
    if not (moment and identifier.isascii() and identifier.isdecimal() and len(identifier) < 19):
        return None
    if moment == _NO_MOMENT:
        return None, int(identifier)
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or at.tzinfo is None:
        return None
    return at, int(identifier)
