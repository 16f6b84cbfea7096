"""A house's year without its services: every interruption of the register, and each month's account."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from appeals import interruptions
from appeals.interruptions import Count, Interval, merged
from appeals.models import Outage, OutageHouse
from appeals.registry.outages import SOON
from tenants.isolation import scope

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Interruption:
    """One outage as this house had it; `ends` None: it goes on."""

    outage: Outage
    starts: datetime
    ends: datetime | None
    length: timedelta

    @property
    def counts(self) -> bool:
        """Whether the law counts it: yearly maintenance is apart."""
        return self.outage.kind != Outage.YEARLY


@dataclass(frozen=True, slots=True)
class ServiceMonth:
    """One service this month: its interruptions, the latest first, and the account where one is kept."""

    service: str
    lines: Sequence[Interruption]
    count: Count | None


@dataclass(frozen=True, slots=True)
class HouseYear:
    """What the register knows of a house over a year, read in one statement."""

    now: Sequence[Outage]
    coming: Sequence[Outage]
    month: Sequence[ServiceMonth]
    since_new_year: int
    # All services together, as `insight.house_tallies` counts it.
    off: timedelta


def of_house(house_id: int, *, at: datetime) -> HouseYear:
    """The interruptions of a house: now, soon, this month against the limits, over the year."""
    rows = list(
        OutageHouse.objects.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=at - YEAR), house=house_id
        )
        .select_related("outage__organisation", "outage__incident")
        .order_by("-starts_at", "-id")
    )
    waiting = [row for row in rows if row.ended_at is None and row.outage.ended_at is None]
    begun = [_interruption(row, at) for row in rows if row.starts_at <= at]
    zone = ZoneInfo(scope.require().time_zone)
    new_year = at.astimezone(zone).replace(month=1, day=1, hour=0, minute=0, second=0)
    return HouseYear(
        now=[row.outage for row in waiting if row.starts_at <= at],
        coming=[row.outage for row in reversed(waiting) if at < row.starts_at <= at + SOON],
        month=_month(begun, at, zone),
        since_new_year=sum(1 for one in begun if one.starts >= new_year),
        off=_off([one for one in begun if one.counts], at),
    )


def _interruption(row: OutageHouse, at: datetime) -> Interruption:
    ends = row.ended_at or row.outage.ended_at
    return Interruption(
        row.outage, row.starts_at, ends, max(timedelta(0), (ends or at) - row.starts_at)
    )


def _month(begun: Iterable[Interruption], at: datetime, zone: ZoneInfo) -> list[ServiceMonth]:
    """This month by service, in the order in which the services were off last."""
    month = interruptions.month_of(at, zone)
    lines: dict[str, list[Interruption]] = defaultdict(list)
    for one in begun:
        if (one.ends is None or one.ends > month[0]) and one.length:
            lines[one.outage.service].append(one)
    found = []
    for service, several in lines.items():
        allowed = interruptions.allowance(service, at.astimezone(zone).date())
        counted = [_interval(one, at) for one in several if one.counts]
        count = interruptions.count(allowed, counted, month) if allowed and counted else None
        found.append(ServiceMonth(service, several, count))
    return found


def _off(begun: Iterable[Interruption], at: datetime) -> timedelta:
    """How long something was off within the year, each service by itself."""
    intervals: dict[str, list[Interval]] = defaultdict(list)
    for one in begun:
        if one.outage.service in interruptions.limited():
            starts, ends = _interval(one, at)
            intervals[one.outage.service].append((max(starts, at - YEAR), ends))
    return sum(
        (ends - starts for several in intervals.values() for starts, ends in merged(several)),
        timedelta(0),
    )


def _interval(one: Interruption, at: datetime) -> Interval:
    return one.starts, min(one.ends or at, at)
