"""The post: hands one letter to what EMAIL_URL names, or to a folder where there is none.

`smtps://` and `smtp+tls://` check the certificate; `smtp://` is for a post in our own network.
"""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.conf import settings

from tenants.isolation import scope

TIMEOUT_SECONDS = 20


def carry(letter: EmailMessage, *, name: str) -> None:
    """Send the letter; `name` is its file's where letters are only kept.

    Raises:
        smtplib.SMTPException, OSError: the post did not take it.
    """
    url = urlparse(settings.EMAIL_URL)
    if url.scheme == "file":
        keep(f"{name}.eml", letter.as_bytes())
        return
    host, port = url.hostname or "localhost", url.port or 0
    trusted = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    ) as post:
        if url.scheme == "smtp+tls":
            post.starttls(context=trusted)
        if url.username:
            post.login(unquote(url.username), unquote(url.password or ""))
        post.send_message(letter)


def keep(name: str, content: bytes) -> None:
    """Lay a file into the folder where messages are kept when nothing carries them."""
    folder = spool()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def spool() -> Path:
    """The folder of the current tenant where letters are kept when there is no post."""
    return Path(urlparse(settings.EMAIL_URL).path or settings.DATA_DIR / "mail") / scope.schema()
