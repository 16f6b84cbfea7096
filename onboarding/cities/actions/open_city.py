"""From which day residents find the portal."""

from datetime import date, datetime, timedelta

from django.db import transaction

from appeals.administration.changes import record
from appeals.errors import BadInput
from onboarding.cities.actions.count_launch import count_launch
from tenants import directory
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tenants.models import City

CLOCK = Actor(role=Role.SYSTEM, name="по назначенному дню")
LONGEST_WAIT = timedelta(days=366)


@transaction.atomic
def open_now(*, by: Actor, at: datetime) -> None:
    """Let residents in at once."""
    _set(is_public=True, opens_on=None, said="открыт для жителей", by=by, at=at)


@transaction.atomic
def appoint_opening(day: date, *, today: date, by: Actor, at: datetime) -> None:
    """Let residents in from this day on; until then they read when it will be.

    Raises:
        BadInput: the day has passed, or is more than a year ahead.
    """
    if day <= today:
        raise BadInput({"day": "Этот день уже наступил. Назначьте будущий или откройте сейчас."})
    if day > today + LONGEST_WAIT:
        raise BadInput({"day": "Назначьте день в пределах года."})
    _set(is_public=False, opens_on=day, said=f"откроется {day:%d.%m.%Y}", by=by, at=at)


@transaction.atomic
def open_if_due(*, today: date, at: datetime) -> bool:
    """Write down that the day has come: residents are in already, the city's own facts follow."""
    own = City.objects.filter(pk=scope.require().id, is_public=False, opens_on__lte=today)
    if not own.exists():
        return False
    _set(is_public=True, opens_on=None, said="открыт: назначенный день наступил", by=CLOCK, at=at)
    return True


@transaction.atomic
def close_again(*, by: Actor, at: datetime) -> None:
    """Back to preparing: residents read the calm page again, without a day."""
    _set(is_public=False, opens_on=None, said="готовится к открытию", by=by, at=at)


def _set(*, is_public: bool, opens_on: date | None, said: str, by: Actor, at: datetime) -> None:
    own = City.objects.filter(pk=scope.require().id)
    own.update(is_public=is_public, opens_on=opens_on)
    record("Портал для жителей", by=by, at=at, after=said)
    count_launch(at=at)
    transaction.on_commit(directory.forget)
