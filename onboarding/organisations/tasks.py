"""The timetable of organisations' onboarding: thin tasks that call what does the work."""

from celery import shared_task
from django.utils import timezone

from onboarding.organisations.agreements.upkeep import keep_agreements
from tenants.fanout.every_city import in_every_city


@shared_task(name="organisations.keep_agreements")
def keep_agreements_everywhere() -> int:
    """Let agreements begin and end by the day; what they held goes to the desk."""
    now = timezone.now()
    return in_every_city(lambda: keep_agreements(at=now))
