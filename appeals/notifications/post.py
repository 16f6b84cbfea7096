"""The one door by which people are told of anything: a row in the log and a message of the outbox.

Called by handlers of the outbox and by tasks, in their transaction; nothing is sent here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from appeals.models import Message
from appeals.notifications import addresses, kinds
from appeals.notifications.addresses import Address, Reached
from appeals.notifications.delivery import NET
from appeals.notifications.kinds import Kind
from tenants.accounts.limits import allowed
from tenants.fanout import outbox
from tenants.isolation import keys

# News of one thing to one person: the first goes at once, of those that follow only the newest.
WINDOW = timedelta(minutes=3)
# Nobody is buried under messages because somebody else files in their name: so many an hour.
MOST_AN_HOUR = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to tell: an account, or the contacts somebody left."""

    user_id: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""


def digest_of(person: Person) -> str:
    """What stands for a person in a key, the same for every message; empty for nobody reachable."""
    known = str(person.user_id or "") or person.phone or person.email.strip().lower()
    return keys.signature("person", known)[:20] if known else ""


@transaction.atomic
def send(
    *,
    to: Person,
    event: str,
    key: str,
    subject: str,
    text: str,
    link: str = "",
    at: datetime,
    appeal: int | None = None,
) -> None:
    """Tell a person of an event by the channels they chose, once however often this is called.

    `key` is unique to the change and the person and begins with the thing it is about:
    `incident:12:3:<digest_of>`; never raw personal data. Waiting news of the same thing gives way to
    this. `appeal`: whose page shows that it was sent. `text` is plain; `link` a full address.
    """
    kind = kinds.of(event)
    reached = addresses.reached(to.user_id, to.name, to.email, to.phone, kind)
    for address in reached.addresses:
        full_key = f"{key}:{address.part}" if address.part else key
        if Message.objects.filter(key=full_key, channel=address.channel).exists():
            continue
        message = Message(
            key=full_key,
            event=event,
            channel=address.channel,
            about=_about(key),
            appeal_id=appeal,
            user_id=to.user_id,
            recipient=address.recipient,
            to=address.to,
            name=reached.name,
            subject=" ".join(subject.split()),
            text=text,
            link=link,
            created_at=at,
        )
        try:
            with transaction.atomic():
                _schedule(message, kind, address, reached, at)
        except IntegrityError as refused:
            # Another worker told it a moment ago; anything else is a fault.
            if "message_once" not in str(refused):
                raise


def _schedule(
    message: Message, kind: Kind, address: Address, reached: Reached, at: datetime
) -> None:
    """Store the message: to be sent at once, later, in the morning, or not at all."""
    if not allowed("messages", address.recipient, MOST_AN_HOUR, 3600) and not kind.urgent:
        message.status = Message.Status.DROPPED
        message.reason = "слишком много сообщений за час"
        message.save()
        return
    due = at if kind.urgent else max(at, _after_the_last(message, kind))
    quiet = None if kind.urgent or kind.answers else reached.quiet.over_at(due)
    message.status = Message.Status.HELD if quiet else Message.Status.QUEUED
    message.next_try_at = quiet or (due if due > at else at + NET)
    message.save()
    if message.next_try_at == at + NET:
        outbox.put("message", {"message": message.pk})


def _after_the_last(message: Message, kind: Kind) -> datetime:
    """When this may follow what was said of the same thing; what still waits gives way to it."""
    if not message.about:
        return message.created_at
    said = Message.objects.filter(
        recipient=message.recipient, about=message.about, channel=message.channel
    )
    collapsing = [known.code for known in kinds.KINDS.values() if known.collapses]
    said.filter(Message.waiting(), event__in=collapsing, claimed_at=None).update(
        status=Message.Status.DROPPED, reason="вместо него ушло более новое", next_try_at=None
    )
    if not kind.collapses:
        return message.created_at
    last = (
        said.filter(created_at__gt=message.created_at - WINDOW)
        .exclude(status=Message.Status.DROPPED)
        .order_by("-created_at")
        .first()
    )
    return last.created_at + WINDOW if last else message.created_at


def _about(key: str) -> str:
    """The thing a key names: `appeal:12` of `appeal:12:301`."""
    noun, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return f"{noun}:{number}" if number else ""
