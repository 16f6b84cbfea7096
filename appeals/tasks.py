"""The timetable: thin tasks that call what does the work."""

from celery import shared_task
from django.utils import timezone

from appeals.actions import returns
from appeals.actions.contact_links import forget_links
from appeals.actions.drafts import forget_old_drafts
from appeals.actions.watch import archive_confirmed, note_breaches
from appeals.actions.watch_statutory import note_statutory_breaches
from appeals.insight import area_tallies, house_tallies, problem_points
from appeals.insight.map import folding
from appeals.notifications import delivery, digest, forgetting, summaries
from appeals.registry.imports.forget import forget as forget_imports
from tenants.fanout.every_city import in_every_city


@shared_task(name="appeals.note_breaches")
def note_breaches_everywhere() -> int:
    """Write clocks that ran out into the journals."""
    now = timezone.now()
    return in_every_city(lambda: note_breaches(at=now) + note_statutory_breaches(at=now))


@shared_task(name="appeals.close_confirmed")
def archive_confirmed_everywhere() -> int:
    """Archive what residents confirmed and nobody reopened."""
    now = timezone.now()
    return in_every_city(lambda: archive_confirmed(at=now))


@shared_task(name="appeals.come_back")
def come_back_everywhere() -> int:
    """Go on with what waited for a date or an answer; close what nobody confirmed."""
    now = timezone.now()
    return in_every_city(lambda: returns.all_due(at=now))


@shared_task(name="appeals.sweep_messages")
def sweep_messages_everywhere() -> int:
    """Hand messages that are due to the outbox: the morning's, second attempts, a dead carrier's."""
    now = timezone.now()
    return in_every_city(lambda: delivery.sweep(at=now))


@shared_task(name="appeals.forget_old_drafts")
def forget_old_drafts_everywhere() -> int:
    """Delete cards of calls that nobody finished in a day."""
    now = timezone.now()
    return in_every_city(lambda: forget_old_drafts(at=now))


@shared_task(name="appeals.write_digests")
def write_digests_everywhere() -> int:
    """Write the summaries that organisations' people asked for at this hour."""
    now = timezone.now()
    return in_every_city(lambda: digest.write(at=now))


@shared_task(name="appeals.write_summaries")
def write_summaries_everywhere() -> int:
    """Write to those who follow something and want one letter in the morning."""
    now = timezone.now()
    return in_every_city(lambda: summaries.write(at=now))


@shared_task(name="appeals.forget_links")
def forget_links_everywhere() -> int:
    """Delete one-time links of yesterday, with the contacts in them."""
    now = timezone.now()
    return in_every_city(lambda: forget_links(at=now))


@shared_task(name="appeals.forget_messages")
def forget_messages_everywhere() -> int:
    """Empty messages that were kept long enough."""
    now = timezone.now()
    return in_every_city(lambda: forgetting.forget(at=now))


@shared_task(name="appeals.count_areas")
def count_areas_everywhere() -> int:
    """Count houses that time has changed, then the medians of streets, districts and the city."""
    now = timezone.now()

    def count() -> int:
        houses = house_tallies.refresh(at=now)
        area_tallies.count(at=now)
        return houses

    return in_every_city(count)


@shared_task(name="appeals.recount_points")
def recount_points_everywhere() -> int:
    """Let problem points fall silent whose troubles are older than the rule looks."""
    now = timezone.now()
    return in_every_city(lambda: problem_points.recount(at=now))


@shared_task(name="appeals.keep_map")
def keep_map_everywhere() -> int:
    """Fold what no event has told of; drop single days that no period of the map reaches."""
    now = timezone.now()
    return in_every_city(lambda: folding.fold(at=now) + folding.forget_old_days(at=now))


@shared_task(name="appeals.forget_imports")
def forget_imports_everywhere() -> int:
    """Drop imports that nobody came back to; remove files of old ones."""
    now = timezone.now()
    return in_every_city(lambda: forget_imports(at=now))
