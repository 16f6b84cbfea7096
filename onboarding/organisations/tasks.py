"""The timetable of organisations' onboarding: thin tasks that call what does the work."""

from celery import shared_task
from django.utils import timezone

from onboarding.organisations.agreements.upkeep import keep_agreements
from onboarding.organisations.report import snapshots
from onboarding.organisations.trial import daily, resident, timetable
from tenants.fanout.every_city import in_every_city


@shared_task(name="organisations.keep_agreements")
def keep_agreements_everywhere() -> int:
    """Let agreements begin and end by the day; what they held goes to the desk."""
    now = timezone.now()
    return in_every_city(lambda: keep_agreements(at=now))


@shared_task(name="organisations.practise")
def practise_everywhere() -> int:
    """Send practice that is due, and play the resident's part in what stands."""
    now = timezone.now()
    return in_every_city(lambda: timetable.send_due(at=now) + resident.play(at=now))


@shared_task(name="organisations.daily_sheets")
def write_daily_sheets_everywhere() -> int:
    """In the morning tell heads and curators of yesterday's practice."""
    now = timezone.now()
    return in_every_city(lambda: daily.write(at=now))


@shared_task(name="organisations.week_snapshots")
def take_week_snapshots_everywhere() -> int:
    """Keep how far the organisations are as a week begins."""
    now = timezone.now()
    return in_every_city(lambda: snapshots.take(at=now))
