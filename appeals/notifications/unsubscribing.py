"""The link that ends letters of a kind: it proves itself, tells no address and needs no log-in."""

from django.core import signing
from django.db import transaction

from appeals.models import Message, Preference
from appeals.notifications.addresses import owner_of
from tenants.accounts import links
from tenants.isolation import keys


def address_of(message: Message) -> str:
    """Where the reader of this message ends messages like it."""
    owner = owner_of(message.user_id, message.channel, message.to)
    token = _signer().sign_object([owner, message.event, message.channel])
    return links.absolute(f"/notifications/stop/{token}/")


def opened(token: str) -> tuple[str, str, str] | None:
    """Whose messages of which event and channel the link is about; None when it is not ours."""
    try:
        owner, event, channel = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(owner), str(event), str(channel)


@transaction.atomic
def choose(owner: str, event: str, channel: str, *, wanted: bool) -> None:
    """Keep what the person chose; an empty event is about all, whatever was said of each before."""
    if not event:
        Preference.objects.filter(owner=owner, channel=channel).exclude(event="").delete()
    Preference.objects.update_or_create(
        owner=owner, event=event, channel=channel, defaults={"is_wanted": wanted}
    )


def _signer() -> signing.Signer:
    return signing.Signer(salt=keys.salt("unsubscribe"))
