"""The timetable: thin tasks that call what does the work."""

from celery import shared_task
from django.utils import timezone

from appeals.actions.watch import archive_confirmed, note_breaches
from tenants.fanout.every_city import in_every_city


@shared_task(name="appeals.note_breaches")
def note_breaches_everywhere() -> int:
    """Write clocks that ran out into the journals."""
    now = timezone.now()
    return in_every_city(lambda: note_breaches(at=now))


@shared_task(name="appeals.close_confirmed")
def archive_confirmed_everywhere() -> int:
    """Archive what residents confirmed and nobody reopened."""
    now = timezone.now()
    return in_every_city(lambda: archive_confirmed(at=now))
