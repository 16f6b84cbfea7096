"""Periodic work of cities' onboarding."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from onboarding.cities.models import Application
from tenants import directory
from tenants.isolation import scope

_UNCONFIRMED = timedelta(days=7)
_REFUSED = timedelta(days=365)


@shared_task(name="onboarding.forget_applications")
def forget_applications() -> int:
    """Delete applications nobody confirmed, and refused ones after a year: their people are forgotten."""
    office = directory.by_schema("office")
    if office is None:
        return 0
    now = timezone.now()
    with scope.in_tenant(office):
        unconfirmed, _ = Application.objects.stale(now - _UNCONFIRMED).delete()
        refused, _ = Application.objects.filter(
            state=Application.REFUSED, decided_at__lt=now - _REFUSED
        ).delete()
    return unconfirmed + refused
