"""Django's mail back-end: a letter becomes a row and a message of the outbox, nothing is sent here."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from tenants.accounts.models import Mail
from tenants.fanout import outbox
from tenants.isolation import scope


class StoredBackend(BaseEmailBackend):
    """Stores letters in the schema of the tenant they belong to."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row for every recipient.

        Raises:
            NoTenant: a letter belongs to a city or to the office.
            django.core.mail.BadHeaderError: a line break in a header.
        """
        scope.require()
        stored = 0
        for message in email_messages:
            message.message()  # refuses line breaks in headers before anything is kept
            for recipient in message.recipients():
                mail = Mail.objects.create(
                    to=recipient,
                    sender=message.from_email,
                    subject=str(message.subject),
                    body=str(message.body),
                    html=_html(message),
                )
                outbox.put("mail", {"mail": mail.pk})
                stored += 1
        return stored


def _html(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        for content, kind in message.alternatives:
            if kind == "text/html":
                return str(content)
    return ""
