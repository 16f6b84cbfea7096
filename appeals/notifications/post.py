"""The one door by which people are told of anything: a row in the log and a message of the outbox.

Called by handlers of the outbox and by tasks, in their transaction; nothing is sent here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import get_language

from appeals.models import Message
from appeals.notifications import addresses, kinds
from appeals.notifications.addresses import Address, Person, Reached
from appeals.notifications.delivery import NET
from appeals.notifications.kinds import Kind
from appeals.notifications.quiet import QuietHours
from tenants.accounts.limits import allowed_each
from tenants.fanout import outbox
from tenants.isolation import keys

__all__ = ["News", "Person", "digest_of", "send", "send_all"]

# News of one thing to one person: the first goes at once, of those that follow only the newest.
WINDOW = timedelta(minutes=3)
# Nobody is buried under messages because somebody else files in their name: so many an hour.
MOST_AN_HOUR = 30


def digest_of(person: Person) -> str:
    """What stands for a person in a key, the same for every message; empty for nobody reachable."""
    known = str(person.user_id or "") or person.phone or person.email.strip().lower()
    return keys.signature("person", known)[:20] if known else ""


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news as one person reads it.

    `key` is unique to the change and the person and begins with the thing it is about:
    `incident:12:3:<digest_of>`; never raw personal data. `text` is plain; `link` a full address;
    `following` is the wish it comes from, which its «do not send» ends.
    """

    to: Person
    key: str
    subject: str
    text: str
    link: str = ""
    following: int | None = None


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

    Waiting news of the same thing gives way to this. `appeal`: whose page shows that it was sent.
    """
    send_all([News(to, key, subject, text, link)], event=event, at=at, appeal=appeal)


@transaction.atomic
def send_all(news: Sequence[News], *, event: str, at: datetime, appeal: int | None = None) -> None:
    """Tell many people of one event: the same statements for one and for hundreds of them."""
    kind = kinds.of(event)
    planned: dict[tuple[str, str], tuple[Message, QuietHours]] = {}
    people = addresses.reached([each.to for each in news], kind)
    for each, reached in zip(news, people, strict=True):
        for address in reached.addresses:
            message = _written(each, event, address, reached, at, appeal)
            planned.setdefault((message.key, message.channel), (message, reached.quiet))
    known = Message.objects.filter(key__in={key for key, _ in planned}) if planned else ()
    for told in known:
        planned.pop((told.key, told.channel), None)
    if planned:
        _schedule([*planned.values()], kind, at)


def _written(
    news: News, event: str, address: Address, reached: Reached, at: datetime, appeal: int | None
) -> Message:
    return Message(
        key=f"{news.key}:{address.part}" if address.part else news.key,
        event=event,
        channel=address.channel,
        about=_about(news.key),
        appeal_id=appeal,
        user_id=news.to.user_id,
        following_id=news.following,
        recipient=address.recipient,
        to=address.to,
        name=reached.name,
        subject=" ".join(news.subject.split()),
        text=news.text,
        link=news.link,
        language=get_language() or "ru",
        created_at=at,
    )


def _schedule(planned: Sequence[tuple[Message, QuietHours]], kind: Kind, at: datetime) -> None:
    """Store the messages: to be sent at once, later, in the morning, or not at all."""
    messages = [message for message, _ in planned]
    recipients = [message.recipient for message in messages]
    fits = allowed_each("messages", recipients, MOST_AN_HOUR, 3600)
    if not kind.urgent:
        for message, is_allowed in zip(messages, fits, strict=True):
            if not is_allowed:
                message.status = Message.Status.DROPPED
                message.reason = "слишком много сообщений за час"
        due = _after_the_last([m for m in messages if m.status != Message.Status.DROPPED], kind)
    for message, quiet in planned:
        if message.status == Message.Status.DROPPED:
            continue
        moment = at if kind.urgent else max(at, due.get((message.about, message.recipient), at))
        held_until = None if kind.urgent or kind.answers else quiet.over_at(moment)
        message.status = Message.Status.HELD if held_until else Message.Status.QUEUED
        message.next_try_at = held_until or (moment if moment > at else at + NET)
    leaving = [
        {"message": message.pk}
        for message in _stored(messages)
        if message.status == Message.Status.QUEUED and message.next_try_at == at + NET
    ]
    outbox.put_all("message", leaving)


def _stored(messages: Sequence[Message]) -> Sequence[Message]:
    """The rows, without those that another worker told a moment ago."""
    try:
        with transaction.atomic():
            return Message.objects.bulk_create(messages)
    except IntegrityError as refused:
        if "message_once" not in str(refused):
            raise
        if len(messages) == 1:
            return ()
    return [one for message in messages for one in _stored([_anew(message)])]


def _anew(message: Message) -> Message:
    message.pk = None
    message._state.adding = True
    return message


def _after_the_last(messages: Sequence[Message], kind: Kind) -> dict[tuple[str, str], datetime]:
    """When each may follow what was said of the same thing; what still waits gives way to it."""
    due: dict[tuple[str, str], datetime] = {}
    collapsing = [known.code for known in kinds.KINDS.values() if known.collapses]
    by_thing: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        if message.about:
            by_thing[message.about].append(message)
    for about, some in by_thing.items():
        # A digest of an address is one channel's.
        said = Message.objects.filter(
            recipient__in={message.recipient for message in some}, about=about
        ).exclude(key__in={message.key for message in some})
        said.filter(Message.waiting(), event__in=collapsing, claimed_at=None).update(
            status=Message.Status.DROPPED, reason="вместо него ушло более новое", next_try_at=None
        )
        if kind.collapses:
            lately = said.filter(created_at__gt=some[0].created_at - WINDOW)
            last = lately.exclude(status=Message.Status.DROPPED).values("recipient")
            for row in last.annotate(last=Max("created_at")):
                due[about, row["recipient"]] = row["last"] + WINDOW
    return due


def _about(key: str) -> str:
    """The thing a key names: `appeal:12` of `appeal:12:301`."""
    noun, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return f"{noun}:{number}" if number else ""
