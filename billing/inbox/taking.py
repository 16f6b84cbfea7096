"""Taking an event: verified, kept under its name once, answered at once; looked at later."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from billing.inbox import meaning, signature
from billing.models import Received
from tenants.fanout import outbox

TOPIC = "billing-event"
NAME = "stripe"


class Unreadable(Exception):
    """Signed, but no event."""


def take(body: bytes, header: str, *, at: datetime) -> Received:
    """Keep an event of Stripe; one that came before changes nothing.

    Raises:
        BadSignature, Unreadable
    """
    signature.verify(body, header, settings.STRIPE_WEBHOOK_SECRETS, at=at)
    event = _event(body)
    about = meaning.reference(event["type"], event["data"]["object"])
    state, why = Received.WAITING, ""
    if event["livemode"] is not settings.STRIPE_IS_LIVE:
        state, why = Received.IGNORED, "Другой режим: настоящие деньги и проба не смешиваются."
    elif about is None:
        state = Received.IGNORED
    received, is_new = Received.objects.get_or_create(
        gateway=NAME,
        event_id=event["id"],
        defaults={
            "type": event["type"],
            "is_live": event["livemode"],
            "happened_at": datetime.fromtimestamp(event["created"], UTC),
            "received_at": at,
            "about": meaning.written(about),
            "body": event,
            "state": state,
            "failure": why,
            "processed_at": None if state == Received.WAITING else at,
        },
    )
    if is_new and state == Received.WAITING:
        outbox.put(TOPIC, {"received": received.pk})
    return received


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
        fits = (
            event["object"] == "event"
            and isinstance(event["id"], str)
            and isinstance(event["type"], str)
            and isinstance(event["livemode"], bool)
            and isinstance(event["created"], int)
            and isinstance(event["data"]["object"], dict)
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable from error
    if not fits:
        raise Unreadable
    return dict(event)
