"""E-mail: a plain letter with a link, and the way to stop such letters in its headers and foot."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from appeals.models import Message
from appeals.notifications import kinds, unsubscribing
from appeals.notifications.channels.undelivered import Undelivered
from tenants.accounts import transport
from tenants.isolation import scope

# What a post office answers for good (RFC 5321, 4.2.3); other 5xx may be a guard in a bad mood.
_HOPELESS = {
    550: "адрес не существует",
    551: "адрес не существует",
    553: "адрес записан неверно",
    556: "домен адреса не принимает почту",
}
_PASSING = {421: "почта просит подождать", 450: "ящик занят", 452: "ящик переполнен"}


def carry(message: Message) -> None:
    """Hand the letter to the post.

    Raises:
        Undelivered: it was not taken.
    """
    try:
        transport.carry(written(message), name=f"message-{message.pk}")
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0] if refused.recipients else 550
        raise _refused(code) from None
    except smtplib.SMTPAuthenticationError:
        raise Undelivered("почта не приняла имя и пароль портала") from None
    except smtplib.SMTPResponseException as refused:
        raise _refused(refused.smtp_code) from None
    except ssl.SSLError:
        raise Undelivered("сертификат почтового сервера не прошёл проверку") from None
    except (smtplib.SMTPException, OSError):
        raise Undelivered("почтовый сервер не отвечает") from None


def written(message: Message) -> EmailMessage:
    """The letter as it travels; its Message-ID is the row's, so that a double is seen as one."""
    tenant = scope.require()
    stop = "" if kinds.of(message.event).asked else unsubscribing.address_of(message)
    letter = EmailMessage()
    letter["From"], letter["To"] = settings.DEFAULT_FROM_EMAIL, message.to
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(message.created_at)
    letter["Message-ID"] = f"<message-{message.pk}.{tenant.schema}@{tenant.host}>"
    if stop:
        letter["List-Unsubscribe"] = f"<{stop}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["Auto-Submitted"] = "auto-generated"
    with translation.override(message.language):
        parts = [
            message.text,
            message.link,
            _("{city}, портал обращений жителей.").format(city=tenant.title),
            _("Не присылать такие письма: {address}").format(address=stop) if stop else "",
        ]
        letter["Content-Language"] = message.language
    letter.set_content("\n\n".join(part for part in parts if part))
    return letter


def _refused(code: int) -> Undelivered:
    if code in _HOPELESS:
        return Undelivered(_HOPELESS[code], hopeless=True)
    reason = _PASSING.get(code, "почтовый сервер не принял письмо")
    return Undelivered(f"{reason} (ответ {code})")
