"""Pages of a long list by the last row seen: no counting, no page that shifts under the reader."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.dateparse import parse_datetime

from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet


class BadCursor(ValueError):
    """Not a cursor that we gave out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of the page before: its next clock (None: it has none) and its id."""

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
    """A page in the order of the next clocks, those without a clock at the end; at most two reads.

    Each half is one range of an index: rows with a clock, then rows without.
    """
    rows: list[Appeal] = []
    wanted = size + 1
    if after is None or after.at is not None:
        timed = appeals.filter(next_clock_at__isnull=False)
        if after is not None:
            timed = timed.filter(next_clock_at__gte=after.at).exclude(
                Q(next_clock_at=after.at) & Q(pk__lte=after.id)
            )
        rows = list(timed.order_by("next_clock_at", "pk")[:wanted])
    if len(rows) < wanted:
        untimed = appeals.filter(next_clock_at__isnull=True)
        if after is not None and after.at is None:
            untimed = untimed.filter(pk__gt=after.id)
        rows += untimed.order_by("pk")[: wanted - len(rows)]
    return _cut(rows, size)


def newest_first(
    appeals: AppealQuerySet, after: Cursor | None, size: int
) -> tuple[list[Appeal], Cursor | None]:
    """A page of what is done with, the latest first."""
    if after is not None:
        appeals = appeals.filter(pk__lt=after.id)
    rows, cursor = _cut(list(appeals.order_by(F("pk").desc())[: size + 1]), size)
    return rows, Cursor(None, cursor.id) if cursor else None


def _cut(rows: list[Appeal], size: int) -> tuple[list[Appeal], Cursor | None]:
    if len(rows) <= size:
        return rows, None
    last = rows[size - 1]
    return rows[:size], Cursor(last.next_clock_at, last.pk)
