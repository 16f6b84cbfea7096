"""The timetable of the city's side of money: thin tasks, city by city."""

from celery import shared_task
from django.utils import timezone

from paying import counting, letters
from tenants.fanout.every_city import in_every_city


@shared_task(name="paying.count_usage")
def count_usage_everywhere() -> int:
    """Write what each city used today and yesterday."""
    now = timezone.now()
    return in_every_city(lambda: counting.count(at=now))


@shared_task(name="paying.remind")
def remind_everywhere() -> int:
    """Send today's letters about what is due."""
    now = timezone.now()
    return in_every_city(lambda: letters.remind(at=now))
