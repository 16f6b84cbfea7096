"""Messages leave the product, each once; what cannot leave now is tried again, what never can is noted.

Safe against a crash at any step: the outbox keeps a message until its handler ended, and the sweep
finds whatever is overdue.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.models import Message
from appeals.notifications.channels import CHANNELS
from appeals.notifications.channels.undelivered import Undelivered
from tenants.fanout import outbox
from tenants.fanout.carried import StillCarried
from tenants.fanout.topics import handles

log = logging.getLogger(__name__)
Status = Message.Status
# How long after each failure the next attempt is made; after the last one it is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
ATTEMPTS = len(PAUSES) + 1
# The outbox itself tries again each minute; what did not leave by then is handed to it anew.
NET = timedelta(minutes=20)
SWEEP = 500


@handles("message")
def deliver(payloads: list[dict[str, Any]]) -> None:
    """Carry each message, outside any transaction.

    Raises:
        StillCarried: another worker claimed one of them and may have died; ask again later.
    """
    busy: StillCarried | None = None
    for payload in payloads:
        try:
            message = Message.claim(payload["message"], at=timezone.now())
        except StillCarried as claimed:
            busy = claimed
            continue
        if message is not None:
            _carry(message)
    if busy:
        raise busy


def _carry(message: Message) -> None:
    try:
        if message.attempts > ATTEMPTS:
            # Its carrier died every time: it is not offered to the next one.
            raise Undelivered("отправка прерывалась сбоем портала", hopeless=True)
        CHANNELS[message.channel](message)
    except Undelivered as failure:
        outcome = _after(failure, message.attempts, at=timezone.now())
    except Exception:
        # A fault of ours with one message must not keep the others of its portion waiting.
        log.exception("Message %s was not carried.", message.pk)
        outcome = _after(
            Undelivered("сбой на стороне портала"), message.attempts, at=timezone.now()
        )
    else:
        outcome = {
            "status": Status.SENT,
            "sent_at": timezone.now(),
            "next_try_at": None,
            "reason": "",
        }
    with transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**outcome, claimed_at=None)


def _after(failure: Undelivered, attempts: int, *, at: datetime) -> dict[str, Any]:
    """What becomes of a message that was not taken for the so-manieth time."""
    if failure.hopeless or attempts >= ATTEMPTS:
        return {"status": Status.FAILED, "reason": failure.reason, "next_try_at": None}
    return {
        "status": Status.QUEUED,
        "reason": failure.reason,
        "next_try_at": at + PAUSES[attempts - 1],
    }


def sweep(*, at: datetime) -> int:
    """Hand what is due to the outbox: the morning's messages, second attempts, a dead carrier's."""
    due = (
        Message.objects.filter(Message.waiting(), next_try_at__lte=at)
        .select_for_update(skip_locked=True)
        .order_by("next_try_at")[:SWEEP]
    )
    taken = list(due.values_list("pk", flat=True))
    Message.objects.filter(pk__in=taken).update(next_try_at=at + NET, status=Status.QUEUED)
    for pk in taken:
        outbox.put("message", {"message": pk})
    return len(taken)


def resend(message_id: int, *, at: datetime) -> bool:
    """Try a failed message again at a person's wish; whether there was something to try."""
    again = Message.objects.filter(
        pk=message_id, status__in=(Status.FAILED, Status.QUEUED), is_forgotten=False
    )
    if not again.update(status=Status.QUEUED, next_try_at=at + NET, attempts=0, reason=""):
        return False
    outbox.put("message", {"message": message_id})
    return True
