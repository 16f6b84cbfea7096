"""How many people live in each district: without it districts are compared by bare numbers."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import District, House
from tenants.accounts.actor import Actor

MOST = 20_000_000


def names() -> list[str]:
    """The districts of the city's houses, and those named before."""
    of_houses = House.objects.exclude(district="").order_by().values_list("district", flat=True)
    return sorted({*of_houses.distinct(), *District.objects.values_list("name", flat=True)})


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


def described() -> str:
    """The numbers in words, for the record of changes."""
    return "; ".join(
        f"{one.name}: {one.inhabitants} ({one.source})"
        for one in District.objects.exclude(inhabitants=None).order_by("name")
    )
