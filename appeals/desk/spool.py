"""Letters and SMS that were caught instead of sent: on a developer's machine alone, never in production."""

import email
import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tenants.accounts import transport

MOST = 200


@dataclass(frozen=True, slots=True)
class Caught:
    """One caught message."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str
    is_sms: bool


def is_on() -> bool:
    """Whether messages are caught: locally, and only where nothing carries letters."""
    return bool(settings.LOCAL) and urlsplit(settings.EMAIL_URL).scheme == "file"


def caught() -> Sequence[Caught]:
    """The latest of the current city, newest first."""
    folder = transport.spool()
    files = [*folder.glob("*.eml"), *folder.glob("*.sms")] if folder.is_dir() else []
    files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:MOST]]


def _read(file: Path) -> Caught:
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if file.suffix == ".sms":
        to, _, text = file.read_text(encoding="utf-8").partition("\n")
        return Caught(file.name, at, to, "", text, is_sms=True)
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = letter.get_body(("plain",)) if isinstance(letter, EmailMessage) else None
    return Caught(
        file.name,
        at,
        str(letter["To"]),
        str(letter["Subject"]),
        str(body.get_content()) if isinstance(body, MIMEPart) else "",
        is_sms=False,
    )
