"""The appeals themselves: single ones of a close viewport, the latest ones of any.

Close by, the index of places alone tells which appeals are meant (`appeal_qk` carries what filters
ask). Far off the feed's order is walked until a page is full; where the wanted ones are too rare for
that, the cells tell first in which squares they are.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from itertools import islice
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import Coalesce

from appeals import workflow
from appeals.insight.map import counting, grid
from appeals.insight.map.choice import Choice
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from appeals.tiles import Range
from appeals.workflow import Colour
from tenants.isolation import scope

# So many entries of the index of places are looked through at most.
WALKED = 40_000
_SQUARES = 400
# So many of the city's last changes are looked at for a page far off.
_FEED = 4_000


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before."""

    status_at: datetime
    id: int


def singles(ranges: Sequence[Range], choice: Choice, most: int) -> list[Appeal]:
    """Those appeals, at most so many and one more; the caller knows that there are few."""
    ids = _chosen(choice).filter(_inside(ranges)).values_list("pk", flat=True)[: most + 1]
    return list(Appeal.objects.public().filter(pk__in=list(ids)).select_related("category"))


def within_reach(ranges: Sequence[Range], level: int) -> bool:
    """Whether the rectangle holds few enough appeals to look through them all."""
    return counting.total(ranges, level, Choice()) <= WALKED


def latest(
    ranges: Sequence[Range], level: int, choice: Choice, size: int, after: After | None = None
) -> list[Appeal]:
    """The last changed first; `level`: as fine as the ranges are cut.

    Exact close by; far off at most `_FEED` changes of the city are looked at, and what is too rare to
    be among them comes from the squares that hold most of it.
    """
    wanted = counting.total(ranges, level, choice)
    if not wanted:
        return []
    if choice.strict or counting.total(ranges, level, Choice()) <= WALKED:
        ids = _sorted(ranges, choice, size, after)
    else:
        ids = list(islice(_along_the_feed(ranges, choice, after), size))
        if len(ids) < min(size, wanted):
            ids = _sorted(_squares(ranges, choice), choice, size, after) or ids
    found = Appeal.objects.public().filter(pk__in=ids).select_related("category", "organisation")
    return sorted(found, key=lambda row: (row.status_at, row.pk), reverse=True)


def _squares(ranges: Sequence[Range], choice: Choice) -> list[Range]:
    """The fullest squares of what is chosen, as many as may be looked through."""
    finest = grid.LEVELS[-1]
    groups = sorted(counting.groups(ranges, finest, choice), key=lambda group: -group.total)
    there = _ranges([group.cell for group in groups[:_SQUARES]], finest)
    held = {group.cell: group.total for group in counting.groups(there, finest, Choice())}
    chosen: list[int] = []
    looked = 0
    for group in groups[:_SQUARES]:
        looked += held.get(group.cell, 0)
        if chosen and looked > WALKED:
            break
        chosen.append(group.cell)
    return _ranges(chosen, finest)


def _sorted(ranges: Sequence[Range], choice: Choice, size: int, after: After | None) -> list[int]:
    """Those of the ranges by the index of places alone, then sorted."""
    rows = _chosen(choice).filter(_inside(ranges))
    if after is not None:
        rows = rows.filter(_past(after))
    # An expression, or the planner walks the whole feed for the few of one house.
    moment = Coalesce("status_at", "registered_at")
    return list(rows.order_by(moment.desc(), "-id").values_list("pk", flat=True)[:size])


def _along_the_feed(ranges: Sequence[Range], choice: Choice, after: After | None) -> Iterator[int]:
    """Those of the ranges as they come in the city's feed, a growing piece of it at a time."""
    lows = [low for low, _ in ranges]
    looked, piece = 0, 100
    while looked < _FEED:
        rows = Appeal.objects.public()
        if after is not None:
            rows = rows.filter(_past(after))
        if choice.since is not None:
            rows = rows.filter(status_at__gte=_midnight(choice.since))
        columns = (
            "pk",
            "status_at",
            "qk",
            "category_id",
            "status",
            "control_level",
            "registered_at",
        )
        seen = list(rows.order_by("-status_at", "-id").values_list(*columns)[:piece])
        for pk, _, qk, *facts in seen:
            place = bisect(lows, qk) - 1 if qk is not None else -1
            if place >= 0 and qk < ranges[place][1] and _fits(choice, *facts):
                yield pk
        if len(seen) < piece:
            return
        after = After(seen[-1][1], seen[-1][0])
        looked, piece = looked + piece, piece * 3


def _fits(
    choice: Choice, category_id: int, status: str, control_level: int, registered_at: datetime
) -> bool:
    """The same as `_chosen`, of a row that is here already."""
    return (
        status in _statuses(choice)
        and (control_level > 0 or not choice.strict)
        and (not choice.categories or category_id in choice.categories)
        and (choice.since is None or registered_at >= _midnight(choice.since))
    )


def _past(after: After) -> Q:
    return Q(status_at__lte=after.status_at) & ~Q(status_at=after.status_at, id__gte=after.id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(scope.require().time_zone))


def _statuses(choice: Choice) -> frozenset[workflow.Status]:
    red = workflow.RED if Colour.RED in choice.colours else frozenset()
    green = workflow.GREEN if Colour.GREEN in choice.colours and not choice.strict else frozenset()
    return red | green


def _chosen(choice: Choice) -> AppealQuerySet:
    """Public appeals of this choice; every condition is told by the index of places alone."""
    rows = Appeal.objects.public().filter(status__in=sorted(_statuses(choice)))
    if choice.strict:
        rows = rows.filter(control_level__gt=0)
    if choice.categories:
        rows = rows.filter(category_id__in=choice.categories)
    if choice.since is not None:
        rows = rows.filter(registered_at__gte=_midnight(choice.since))
    return rows


def _inside(ranges: Sequence[Range]) -> Q:
    if not ranges:
        return Q(pk__in=[])
    return reduce(or_, (Q(qk__gte=low, qk__lt=high) for low, high in ranges))


def _ranges(cells: Sequence[int], level: int) -> list[Range]:
    """Squares as ranges of full codes, neighbours joined."""
    shift = grid.shift(level)
    found: list[Range] = []
    for cell in sorted(cells):
        low, high = cell << shift, (cell + 1) << shift
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found
