"""Processing an event: look at what it is about, as it is now. Runs as the office, in a task."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from billing import gateways, mirror, retrying
from billing.gateway import GatewayError
from billing.inbox import meaning
from billing.inbox.taking import TOPIC
from billing.models import Received
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

log = logging.getLogger(__name__)

# An event whose message was lost is noticed after this.
_FORGOTTEN = timedelta(minutes=2)
_AT_ONCE = 500
BODIES_KEPT = timedelta(days=90)


def process(pk: int, *, at: datetime) -> None:
    """Look at what the event is about, unless that was done; a failure is noted and tried again."""
    with transaction.atomic():
        event = Received.objects.filter(pk=pk, state=Received.WAITING).first()
    if event is None:
        return
    try:
        mirror.refresh(
            gateways.of(event.gateway),
            meaning.read(event.about),
            cause=f"event {event.event_id}",
            at=at,
        )
    except mirror.Foreign:
        _end(event, Received.IGNORED, "Плательщик не наш.", at=at)
    except GatewayError as error:
        _put_off(event, str(error), at=at)
    except Exception as error:
        log.exception("Event %s could not be processed.", event.event_id)
        _put_off(event, type(error).__name__, at=at)
    else:
        _end(event, Received.PROCESSED, "", at=at)


def sweep(*, at: datetime) -> int:
    """Hand events to the outbox again whose time has come or whose message was lost; how many."""
    due = Q(retry_at__lte=at) | Q(retry_at=None, received_at__lt=at - _FORGOTTEN)
    with transaction.atomic():
        waiting = Received.objects.filter(due, state=Received.WAITING).order_by("received_at")
        found = list(waiting.values_list("pk", flat=True)[:_AT_ONCE])
        Received.objects.filter(pk__in=found).update(retry_at=at + _FORGOTTEN)
        outbox.put_all(TOPIC, [{"received": pk} for pk in found])
    return len(found)


def replay(pk: int, *, by: Actor, at: datetime) -> bool:
    """Let an event be looked at once more; False when there is none with something to look at."""
    with transaction.atomic():
        ours = Received.objects.filter(pk=pk, is_live=settings.STRIPE_IS_LIVE)
        is_found = ours.exclude(about="").update(
            state=Received.WAITING,
            processed_at=None,
            retry_at=None,
            attempts=0,
            failure="",
            replayed_at=at,
            replayed_by=by.name,
        )
        if is_found:
            outbox.put(TOPIC, {"received": pk})
    return bool(is_found)


def forget_bodies(*, at: datetime) -> int:
    """Empty events that were kept long enough; their names stay."""
    with transaction.atomic():
        old = Received.objects.filter(received_at__lt=at - BODIES_KEPT, body__isnull=False)
        return old.update(body=None)


def _end(event: Received, state: str, why: str, *, at: datetime) -> None:
    with transaction.atomic():
        Received.objects.filter(pk=event.pk, state=Received.WAITING).update(
            state=state, failure=why, processed_at=at, retry_at=None, attempts=F("attempts") + 1
        )


def _put_off(event: Received, why: str, *, at: datetime) -> None:
    with transaction.atomic():
        Received.objects.filter(pk=event.pk, state=Received.WAITING).update(
            failure=why,
            attempts=F("attempts") + 1,
            retry_at=retrying.next_try(event.attempts + 1, at),
        )
