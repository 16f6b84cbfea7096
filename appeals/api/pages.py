"""Pages of a long list by the last row seen: no counting, no page that shifts under the reader."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from appeals.keyset import LATEST_FIRST, NEXT_BREACH_FIRST, Order
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet


class BadCursor(ValueError):
    """Not a cursor that we gave out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of the page before: its moment (None: it has none) and its id."""

    at: datetime | None
    id: int

    def __str__(self) -> str:
        told = json.dumps([self.at.isoformat() if self.at else None, self.id])
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Cursor:
        """The cursor that was given out as this text.

        Raises:
            BadCursor
        """
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            at, identifier = json.loads(base64.b64decode(padded, b"-_", validate=True))
            moment = None if at is None else parse_datetime(at)
            if (at is not None and (moment is None or moment.tzinfo is None)) or not (
                type(identifier) is int and 0 <= identifier < 2**63
            ):
                raise BadCursor(text)
            return cls(moment, identifier)
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise BadCursor(text) from error


def next_breach_first(
    appeals: AppealQuerySet, after: Cursor | None, size: int
) -> tuple[list[Appeal], Cursor | None]:
    """A page in the order of the next clocks, those without a clock at the end; at most two reads."""
    return _page(appeals, NEXT_BREACH_FIRST, after, size)


def newest_first(
    appeals: AppealQuerySet, after: Cursor | None, size: int
) -> tuple[list[Appeal], Cursor | None]:
    """A page of what is done with, the latest change first.

    Raises:
        BadCursor: the cursor of another list, or of an earlier edition of this one.
    """
    if after is not None and after.at is None:
        raise BadCursor(str(after))
    return _page(appeals, LATEST_FIRST, after, size)


def _page(
    appeals: AppealQuerySet, order: Order, after: Cursor | None, size: int
) -> tuple[list[Appeal], Cursor | None]:
    """One row more is read to know whether the list goes on."""
    if after is None:
        rows = order.first(appeals, size + 1)
    else:
        rows = order.following(appeals, after.at, after.id, size + 1)
    if len(rows) <= size:
        return rows, None
    last = rows[size - 1]
    return rows[:size], Cursor(order.moment(last), last.pk)
