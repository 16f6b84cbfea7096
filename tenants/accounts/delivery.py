"""Letters of accounts leave the product, each once."""

from email.message import EmailMessage
from typing import Any

from django.db import transaction
from django.utils import timezone

from tenants.accounts import transport
from tenants.accounts.models import Mail
from tenants.fanout.carried import StillCarried
from tenants.fanout.topics import handles


@handles("mail")
def deliver(payloads: list[dict[str, Any]]) -> None:
    """Send each stored letter once; the transport is spoken to outside any transaction.

    Raises:
        StillCarried: another worker claimed one of them and may have died; ask again later.
    """
    busy: StillCarried | None = None
    for payload in payloads:
        try:
            mail = Mail.claim(payload["mail"], at=timezone.now())
        except StillCarried as claimed:
            busy = claimed
            continue
        if mail is None:
            continue
        transport.carry(written(mail), name=str(mail.pk))
        with transaction.atomic():
            Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    if busy:
        raise busy


def written(mail: Mail) -> EmailMessage:
    """The letter as it travels."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, mail.to, mail.subject
    letter.set_content(mail.body)
    if mail.html:
        letter.add_alternative(mail.html, subtype="html")
    return letter
