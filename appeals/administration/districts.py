"""What the city tells of its districts: how many people live there, and where they end."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import District, House
from tenants.accounts.actor import Actor

MOST = 20_000_000
# Each an outer ring and its holes, points as [longitude, latitude].
Polygons = list[list[list[list[float]]]]


def names() -> list[str]:
    """The districts of the city's houses, and those counted before; a boundary alone is no count."""
    of_houses = House.objects.exclude(district="").order_by().values_list("district", flat=True)
    named = District.objects.filter(Q(boundary=[]) | Q(inhabitants__isnull=False))
    return sorted({*of_houses.distinct(), *named.values_list("name", flat=True)})


@whole
def set_inhabitants(
    numbers: Mapping[str, int | None], *, source: str, by: Actor, at: datetime
) -> None:
    """Store the inhabitants of each district (None: not known) and where the numbers are from.

    Raises:
        BadInput: a number that no district has, or numbers without a source.
    """
    if any(number is not None and not 1 <= number <= MOST for number in numbers.values()):
        raise BadInput({"": "Жителей в районе не бывает меньше одного и больше 20 миллионов."})
    if any(numbers.values()) and not source.strip():
        raise BadInput({"source": "Напишите, откуда числа: «Росстат, 2026»."})
    before = described()
    for name, number in numbers.items():
        District.objects.update_or_create(
            name=name, defaults={"inhabitants": number, "source": source.strip()}
        )
    changes.record(_("Районы"), by=by, at=at, before=before, after=described())


@whole
def set_boundaries(found: Mapping[str, Polygons], *, source: str, by: Actor, at: datetime) -> None:
    """Store these districts' boundaries and where they are from; the others keep theirs.

    A district the city does not know yet is added: its houses may come later.

    Raises:
        BadInput: nobody says where they are from.
    """
    if not source.strip():
        raise BadInput({"boundary_source": "Напишите, откуда границы: «© OpenStreetMap, ODbL»."})
    for name, polygons in found.items():
        District.objects.update_or_create(
            name=name, defaults={"boundary": polygons, "boundary_source": source.strip()}
        )
    after = f"{', '.join(sorted(found))} ({source.strip()})"
    changes.record(_("Границы районов"), by=by, at=at, after=after)


def described() -> str:
    """The numbers in words, for the record of changes."""
    return "; ".join(
        f"{one.name}: {one.inhabitants} ({one.source})"
        for one in District.objects.exclude(inhabitants=None).order_by("name")
    )
