"""What is off at a house, now or soon: the outage register as screens and forms ask it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from appeals.models import Outage

SOON = timedelta(days=2)


def running(house_id: int | None, service: str = "", *, at: datetime) -> list[Outage]:
    """What this house is without at the moment; of one service where one is named.

    One statement over the partial index `outage_house_open`: however long the register, only what
    is not over yet is read. Nothing for an unknown house.
    """
    return _of_house(house_id, service, Q(starts_at__lte=at))


def concerning(house_id: int | None, *, at: datetime) -> list[Outage]:
    """What this house is without now and what is planned for it within two days; one statement."""
    return _of_house(house_id, "", Q(starts_at__lte=at + SOON))


def _of_house(house_id: int | None, service: str, when: Q) -> list[Outage]:
    if house_id is None:
        return []
    rows = Outage.objects.filter(
        when, houses__house_id=house_id, houses__ended_at__isnull=True, ended_at__isnull=True
    )
    if service:
        rows = rows.filter(service=service)
    return list(rows.select_related("organisation", "incident").order_by("starts_at", "id"))


def of_city(*, at: datetime, limit: int) -> Sequence[Outage]:
    """What is off in the city now and what is planned, the latest begun first; one statement."""
    rows = Outage.objects.filter(ended_at__isnull=True)
    return list(
        rows.select_related("organisation", "incident").order_by("-starts_at", "-id")[:limit]
    )
