"""The link that ends letters of a kind: it proves itself, tells no address and needs no log-in."""

import hmac

from django.db import transaction

from appeals import digits, followed
from appeals.followed import Thing
from appeals.models import Following, Message, Preference
from tenants.accounts import links
from tenants.isolation import keys


def address_of(message: Message) -> str:
    """Where the reader of this message ends messages like it."""
    return links.absolute(f"/notifications/stop/{message.pk}-{_proof(message.pk)}/")


def opened(token: str) -> Message | None:
    """The message whose reader has the link; None when it was not made here, for this city."""
    number, _, proof = token.partition("-")
    key = digits.key(number)
    if key is None or not hmac.compare_digest(proof.encode(), _proof(key).encode()):
        return None
    return Message.objects.filter(pk=key).first()


def thing_of(message: Message) -> Thing | None:
    """What its reader follows that this message tells of; None for other messages and ended wishes."""
    wish = Following.objects.filter(pk=message.following_id or 0).first()
    return followed.things_of([wish]).get((wish.what, wish.thing)) if wish else None


def owner_of(message: Message) -> str:
    """Whose choice it is: the account's, or that of an address without one."""
    return f"user:{message.user_id}" if message.user_id else message.recipient


@transaction.atomic
def choose(owner: str, event: str, channel: str, *, wanted: bool) -> None:
    """Keep what the person chose; an empty event is about all, whatever was said of each before."""
    if not event:
        Preference.objects.filter(owner=owner, channel=channel).exclude(event="").delete()
    Preference.objects.update_or_create(
        owner=owner, event=event, channel=channel, defaults={"is_wanted": wanted}
    )


def _proof(number: int) -> str:
    return keys.signature("unsubscribe", str(number))
