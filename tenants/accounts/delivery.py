"""Letters leave the product: by SMTP, or into a folder where there is no post."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenants.accounts.models import Mail
from tenants.fanout.topics import handles
from tenants.isolation import scope

SMTP_TIMEOUT_SECONDS = 20
# Longer than one letter can take; after that its carrier is taken for dead.
CLAIM = timedelta(seconds=3 * SMTP_TIMEOUT_SECONDS)


@handles("mail")
def deliver(payloads: list[dict[str, Any]]) -> None:
    """Send each stored letter once; the transport is spoken to outside any transaction.

    A letter is claimed before it is carried, so that a batch published twice sends nothing twice. A
    crash between sending and noting it sends one letter twice, never none.
    """
    for payload in payloads:
        mail = _claimed(payload["mail"])
        if mail is None:
            continue
        carry(mail)
        with transaction.atomic():
            Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


def _claimed(mail_id: int) -> Mail | None:
    """The letter, if nobody has sent it or is sending it."""
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)
    with transaction.atomic():
        if not Mail.objects.filter(free, pk=mail_id, sent_at=None).update(claimed_at=now):
            return None
        return Mail.objects.get(pk=mail_id)


def carry(mail: Mail) -> None:
    """Hand one letter to the transport that EMAIL_URL names: `file:` or `smtp(s)://…`."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, mail.to, mail.subject
    letter.set_content(mail.body)
    if mail.html:
        letter.add_alternative(mail.html, subtype="html")
    url = urlparse(settings.EMAIL_URL)
    if url.scheme == "file":
        folder = Path(url.path or settings.DATA_DIR / "mail") / scope.require().schema
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{mail.pk}.eml").write_bytes(letter.as_bytes())
        return
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with kind(url.hostname or "localhost", url.port or 0, timeout=SMTP_TIMEOUT_SECONDS) as post:
        if url.scheme == "smtp+tls":
            post.starttls()
        if url.username:
            post.login(unquote(url.username), unquote(url.password or ""))
        post.send_message(letter)
