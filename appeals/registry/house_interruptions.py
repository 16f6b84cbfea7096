"""How long a house has been without its services this month, against what ПП РФ № 354 allows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from appeals import interruptions
from appeals.interruptions import Count, Interval
from appeals.models import Outage, OutageHouse
from tenants.isolation import scope


def of_houses(house_ids: Iterable[int], service: str, *, at: datetime) -> dict[int, Count]:
    """Each house's month of one service, up to the moment; one statement.

    Houses without an interruption are not in the answer, nor is anything where no limit exists.
    """
    zone = ZoneInfo(scope.require().time_zone)
    allowed = interruptions.allowance(service, at.astimezone(zone).date())
    if allowed is None:
        return {}
    month = interruptions.month_of(at, zone)
    found: dict[int, list[Interval]] = defaultdict(list)
    rows = OutageHouse.objects.filter(house_id__in=list(house_ids), outage__service=service)
    for house_id, starts, ends in _intervals(rows, month, at):
        found[house_id].append((starts, ends))
    return {house_id: interruptions.count(allowed, one, month) for house_id, one in found.items()}


def _intervals(
    rows: "QuerySet[OutageHouse]", month: Interval, at: datetime
) -> Iterable[tuple[int, datetime, datetime]]:
    """Interruptions that touch the month; what goes on counts until now."""
    till = min(at, month[1])
    touching = rows.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=month[0]), starts_at__lt=till
    ).exclude(outage__kind=Outage.YEARLY)
    return [
        (house_id, starts, min(ends or at, at))
        for house_id, starts, ends in touching.values_list("house_id", "starts_at", "ended_at")
    ]
