"""One search field: a number, the organisation's own number, or an address. Filters do not apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from appeals import lookup
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.registry import search
from tenants.accounts.actor import Actor

_HOUSES = 20
_FOUND = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The one appeal of a number, or the list for other words."""

    one: Appeal | None = None
    rows: Sequence[Appeal] = ()


def look(query: str, actor: Actor, today: date) -> Found:
    """What these words mean to this person.

    A number: unique index `appeal_number`; an own number: `appeal_outside_number`; else the houses
    that the words may mean, their appeals by `appeal_house`.
    """
    seen = Appeal.objects.visible_to(actor)
    number = lookup.typed(query, today)
    one = seen.numbered(number).first() if number else None
    if one is not None:
        return Found(one)
    own = _by_own_number(query, actor, seen)
    if len(own) == 1:
        return Found(own[0])
    return Found(rows=own or _at_address(query, seen))


def _by_own_number(query: str, actor: Actor, seen: AppealQuerySet) -> list[Appeal]:
    if actor.organisation_id is None:
        return []
    rows = seen.filter(outside_number=query).exclude(outside_number="")
    return list(_named(rows).order_by("-id")[:_FOUND])


def _at_address(query: str, seen: AppealQuerySet) -> list[Appeal]:
    houses = [house.id for house in search.houses(query, limit=_HOUSES)]
    if not houses:
        return []
    # The last of each house by `appeal_house`: a house with thousands is not read to its end.
    tops: list[Any] = [
        seen.filter(house_id=house).order_by("-registered_at").values("pk")[:_FOUND]
        for house in houses
    ]
    rows = _named(seen.filter(pk__in=tops[0].union(*tops[1:], all=True)))
    return list(rows.order_by("-registered_at", "-id")[:_FOUND])


def _named(rows: AppealQuerySet) -> AppealQuerySet:
    return rows.select_related("category", "organisation", "crew")
