"""The timetable of money: thin tasks that call what does the work, as the office."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from billing import gateways, nightly, reconciler
from billing.inbox import processing
from billing.operations import carrying
from tenants.accounts.actor import SYSTEM
from tenants.fanout.office import in_office


@shared_task(name="billing.sweep")
def sweep() -> int:
    """Take up again what was put off or forgotten."""
    now = timezone.now()
    with in_office():
        return processing.sweep(at=now) + carrying.sweep(at=now)


@shared_task(name="billing.reconcile")
def reconcile() -> None:
    """Have every rail compared; the night's run."""
    with in_office():
        for name in gateways.names():
            with transaction.atomic():
                reconciler.order(name, by=SYSTEM, at=timezone.now())


@shared_task(name="billing.forget_bodies")
def forget_bodies() -> int:
    """Empty events that were kept long enough."""
    with in_office():
        return processing.forget_bodies(at=timezone.now())


@shared_task(name="billing.nightly")
def run_nightly() -> None:
    """Invoice and accept what has become due, end what ends, weigh every debt."""
    now = timezone.now()
    with in_office():
        nightly.run(at=now)
