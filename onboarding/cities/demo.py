"""What a demonstration city's people said on the way to the opening."""

from datetime import datetime, timedelta

from onboarding.cities.actions import count_launch, mark_done
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User

_BEFORE = timedelta(days=60)


def plant(now: datetime) -> None:
    """The marks that only a person can make, by the city's administrator before its history begins."""
    administrator = User.objects.filter(role=Role.ADMINISTRATOR).earliest("pk")
    by = Actor(role=Role.ADMINISTRATOR, user_id=administrator.pk, name=administrator.name)
    for code in ("domain", "themes"):
        mark_done(code, is_done=True, by=by, at=now - _BEFORE)
    count_launch(at=now)
