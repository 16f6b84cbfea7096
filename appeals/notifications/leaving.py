"""A browser is pushed to no longer than its session: logging out and a new password end it.

Django and allauth tell of both by signals alone; what follows from them is one call each.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from appeals.notifications import devices
from tenants.accounts.models import User
from tenants.isolation import scope


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Whoever sits at this browser next must not read what comes for the last one."""
    if user is not None and _is_city():
        devices.forget(user.pk, request.session.get(devices.IN_SESSION))


@receiver([password_changed, password_set, password_reset])
def password_is_new(request: HttpRequest, user: User, **_: Any) -> None:
    """A new password ends the sessions of all other browsers, and their notes with them."""
    if _is_city():
        devices.forget_all(user.pk, but=request.session.get(devices.IN_SESSION))


def _is_city() -> bool:
    """The office has no browsers to push to."""
    tenant = scope.current()
    return tenant is not None and tenant.kind == "city"
