"""Periodic work of cities' onboarding."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from onboarding.cities import domains
from onboarding.cities.actions import count_launch, open_if_due
from onboarding.cities.models import Application
from tenants import directory
from tenants.fanout.every_city import in_every_city
from tenants.isolation import scope

_UNCONFIRMED = timedelta(days=7)
_REFUSED = timedelta(days=365)


@shared_task(name="onboarding.count_launches")
def count_launches() -> int:
    """Every city's checklist for the operators: what moved by itself (an import, a signature) shows too."""
    return in_every_city(_count)


def _count() -> int:
    now = timezone.now()
    zone = ZoneInfo(scope.require().time_zone)
    if not open_if_due(today=timezone.localdate(now, zone), at=now):
        count_launch(at=now)
    return 1


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


@shared_task(name="onboarding.check_domains")
def check_domains() -> int:
    """Look again for the records of hosts that cities have named; how many were looked at."""
    office = directory.by_schema("office")
    if office is None:
        return 0
    now = timezone.now()
    with scope.in_tenant(office):
        waiting = domains.due(now)
    with scope.entered(office):
        for pk in waiting:
            domains.look(pk, at=now)
    return len(waiting)
