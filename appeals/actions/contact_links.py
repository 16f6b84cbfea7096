"""One-time links to one's own things: asked for, made, opened once."""

import secrets
from datetime import datetime

from appeals.actions.whole import whole
from appeals.models import ContactLink
from tenants.fanout import outbox
from tenants.isolation import keys

TOPIC = "contact_link"


@whole
def ask_link(
    purpose: str,
    *,
    email: str = "",
    phone: str = "",
    user_id: int | None = None,
    what: str = "",
    thing: str = "",
    rhythm: str = "",
    language: str = "ru",
    consent: str = "",
    at: datetime,
) -> None:
    """Note the wish for the worker. Nothing is looked up here: for a known contact and for an unknown
    one the same is done in the same time."""
    link = ContactLink.objects.create(
        purpose=purpose,
        email=email.strip().lower(),
        phone=phone,
        user_id=user_id,
        what=what,
        thing=thing,
        rhythm=rhythm,
        language=language,
        consent=consent,
        asked_at=at,
    )
    outbox.put(TOPIC, {"link": link.pk})


@whole
def make_code(link_id: int, *, at: datetime) -> tuple[ContactLink, str] | None:
    """The link and the code that opens it, made once; None when it was made or forgotten before."""
    link = ContactLink.objects.select_for_update().filter(pk=link_id, digest="").first()
    if link is None or link.asked_at <= at - ContactLink.LIVES:
        return None
    code = secrets.token_urlsafe(24)
    link.digest = digest_of(code)
    link.save(update_fields=["digest"])
    return link, code


def look(code: str, *, at: datetime) -> ContactLink | None:
    """The link this code would open now; opening the page of a letter uses nothing up."""
    return ContactLink.objects.filter(
        digest=digest_of(code), used_at=None, asked_at__gt=at - ContactLink.LIVES
    ).first()


@whole
def use(code: str, *, at: datetime) -> ContactLink | None:
    """Open it, once; None: no such link (any more)."""
    link = (
        ContactLink.objects.select_for_update()
        .filter(digest=digest_of(code), used_at=None, asked_at__gt=at - ContactLink.LIVES)
        .first()
    )
    if link is not None:
        link.used_at = at
        link.save(update_fields=["used_at"])
    return link


@whole
def forget_links(*, at: datetime) -> int:
    """Delete those whose day is over, with the contacts in them."""
    return ContactLink.objects.filter(asked_at__lt=at - ContactLink.KEPT).delete()[0]


def digest_of(code: str) -> str:
    """What is kept of a code: keyed, and of this city alone."""
    return keys.signature("contact-link", code)
