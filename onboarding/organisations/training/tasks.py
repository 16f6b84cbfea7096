"""The timetable of training."""

from celery import shared_task
from django.utils import timezone

from onboarding.organisations.training import clearance, reminding
from tenants.fanout.every_city import in_every_city


@shared_task(name="training.settle_clearance")
def settle_clearance_everywhere() -> int:
    """Begin terms of grace, end those that ran out; remind the city's own once a week."""
    now = timezone.now()
    return in_every_city(lambda: clearance.settle_all(at=now) + reminding.remind_city(at=now))
