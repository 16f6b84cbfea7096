"""Houses under an outage or an incident: checked, stored, named in one line."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from appeals.errors import BadInput
from appeals.house_words import in_words
from appeals.models import House, Outage, OutageHouse

MOST = 40_000
_BATCH = 2000


def existing(house_ids: Iterable[int]) -> list[House]:
    """These houses of the registry, with their streets; one statement.

    Raises:
        BadInput: none was named, too many, or one that is not there.
    """
    wanted = set(house_ids)
    if not wanted:
        raise BadInput({"houses": "Укажите дома: список, часть улицы, файл или область на карте."})
    if len(wanted) > MOST:
        raise BadInput({"houses": f"Больше {MOST} домов за один раз не поместится."})
    found = list(House.objects.filter(pk__in=wanted).select_related("street"))
    if len(found) != len(wanted):
        raise BadInput({"houses": "Одного из домов нет в реестре города. Проверьте список."})
    return found


def named(houses: Iterable[House]) -> str:
    """The houses in one line that everybody understands."""
    return in_words((str(house.street), house.number) for house in houses)


def put(outage: Outage, houses: Sequence[House], *, since: datetime) -> None:
    """Add houses to an outage; those it has already stay as they are."""
    OutageHouse.objects.bulk_create(
        [OutageHouse(outage=outage, house=house, starts_at=since) for house in houses],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def recount(outage: Outage) -> None:
    """Name and count the houses of an outage anew; the caller saves it."""
    houses = list(
        House.objects.filter(outages__outage=outage).select_related("street").order_by("pk")
    )
    outage.house_count = len(houses)
    outage.places = named(houses)


def end(outage: Outage, house_ids: Iterable[int] | None, *, at: datetime) -> None:
    """The service is back in these houses, or (None) in all of them."""
    rows = OutageHouse.objects.filter(outage=outage, ended_at__isnull=True)
    if house_ids is not None:
        rows = rows.filter(house_id__in=list(house_ids))
    rows.update(ended_at=at)
