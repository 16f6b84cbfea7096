"""Which chat with the city's bot is whose: a one-time code carries the answer from page to bot."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from appeals.models import Reach
from appeals.notifications.channels import telegram
from tenants.isolation import keys

CODE_LIVES = timedelta(minutes=15)


def secret() -> str:
    """What Telegram repeats in the header of every call, so that nobody else speaks in its name."""
    return keys.signature("telegram-webhook", telegram.bot()[1])


def is_telegram(said: str) -> bool:
    """Whether the caller knows the secret; nobody does where the city has no bot."""
    return bool(telegram.bot()[1]) and hmac.compare_digest(said.encode(), secret().encode())


@transaction.atomic
def new_code(user_id: int, *, at: datetime) -> str:
    """A code that links the chat which repeats it; the one before it stops to."""
    code = secrets.token_urlsafe(24)
    Reach.objects.update_or_create(
        user_id=user_id,
        defaults={"telegram_code": _hashed(code), "telegram_code_until": at + CODE_LIVES},
    )
    return code


def address(code: str) -> str:
    """The link that opens the bot and says the code to it; empty without one."""
    return f"https://t.me/{telegram.bot()[0]}?start={code}" if code else ""


@transaction.atomic
def link(code: str, chat: str, *, at: datetime) -> Reach | None:
    """Give the chat to the account the code was made for, once; None: no such code (any more)."""
    reach = (
        Reach.objects.select_for_update()
        .filter(telegram_code=_hashed(code), telegram_code_until__gt=at)
        .first()
    )
    if reach is None:
        return None
    # One chat is one person's: linked from a second account it leaves the first.
    Reach.objects.filter(telegram_chat=chat).exclude(pk=reach.pk).update(telegram_chat="")
    reach.telegram_chat, reach.telegram_code, reach.telegram_code_until = chat, "", None
    reach.save()
    return reach


def unlink(*, user_id: int | None = None, chat: str = "") -> None:
    """Let the account, or the chat, go."""
    rows = (
        Reach.objects.filter(user_id=user_id)
        if user_id
        else Reach.objects.filter(telegram_chat=chat)
    )
    rows.update(telegram_chat="", telegram_code="", telegram_code_until=None)


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
