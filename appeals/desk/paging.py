"""Pages by key: the next page begins after the last row, whatever came and went meanwhile."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from appeals import digits
from appeals.keyset import LATEST_FIRST, NEXT_BREACH_FIRST, Order
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet

__all__ = ["LATEST_FIRST", "NEXT_BREACH_FIRST", "PAGE", "Order", "Page", "Place", "page", "read"]

PAGE = 50
_NO_MOMENT = "-"
Place = tuple[datetime | None, int] | None


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


def page(
    rows: AppealQuerySet,
    order: Order,
    cursor: str = "",
    *,
    size: int = PAGE,
    each: Collection[str] = (),
) -> Page:
    """The rows after the cursor; one row more is read to know whether the list goes on.

    `each` names the few statuses of the list, so that each is read by its own range.
    """
    place = read(cursor)
    if place is None:
        found = order.first(rows, size + 1, each)
    else:
        found = order.following(rows, *place, size + 1, each)
    following = ""
    if len(found) > size:
        last = found[size - 1]
        moment = order.moment(last)
        following = f"{moment.isoformat() if moment else _NO_MOMENT}_{last.pk}"
    return Page(found[:size], following, is_first=place is None)


def read(cursor: str) -> Place:
    """The moment and the id of a cursor; None for one that was not made here."""
    moment, _, identifier = cursor.replace(" ", "+").rpartition("_")
    key = digits.key(identifier)
    if not moment or key is None:
        return None
    if moment == _NO_MOMENT:
        return None, key
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or at.tzinfo is None:
        return None
    return at, key
