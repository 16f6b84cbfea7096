"""Shared views in the rail: lists with filters that colleagues saved, each with a live counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from appeals.desk import counting
from appeals.desk.filters import Filters
from appeals.keyset import NEXT_BREACH_FIRST
from appeals.models import Appeal, SharedView
from tenants.accounts.actor import Actor

# So many open appeals, the next breach first, are looked through for all counters together: the
# price of the rail is bounded however long the queue is.
LOOKED_THROUGH = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """A shared view with its address and its counter."""

    view: SharedView
    address: str
    word: str
    is_current: bool


def rail(actor: Actor, now: datetime, current: Filters) -> Sequence[Line]:
    """The views of this person's side: one statement for them, one for all their counters."""
    views = list(SharedView.objects.shared_with(actor)[: SharedView.MOST])
    if not views:
        return ()
    filters = {view.pk: Filters.read(view.filters) for view in views}
    counts = _counts(actor, now, filters)
    return [
        Line(
            view,
            filters[view.pk].address,
            counting.shown(min(counts[view.pk], counting.BOUND)),
            bool(current) and current == filters[view.pk],
        )
        for view in views
    ]


def _counts(actor: Actor, now: datetime, filters: dict[int, Filters]) -> dict[int, int]:
    """One pass over the first open appeals by `appeal_queue` (an organisation) or `appeal_open`."""
    looked = NEXT_BREACH_FIRST.sort(Appeal.objects.visible_to(actor).open())[:LOOKED_THROUGH]
    counted = looked.aggregate(
        **{f"view_{pk}": Count("pk", filter=one.condition(now)) for pk, one in filters.items()}
    )
    return {pk: counted[f"view_{pk}"] or 0 for pk in filters}
