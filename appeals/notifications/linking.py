"""Which chat with the city's bot is whose: a code goes from the page to the bot, a pin comes back."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from appeals.models import Reach
from appeals.notifications.channels import telegram
from tenants.isolation import keys

CODE_LIVES = timedelta(minutes=15)
PIN_DIGITS, TRIES = 6, 5


def secret() -> str:
    """What Telegram repeats in the header of every call, so that nobody else speaks in its name."""
    return keys.signature("telegram-webhook", telegram.bot()[1])


def is_telegram(said: str) -> bool:
    """Whether the caller knows the secret; nobody does where the city has no bot."""
    return bool(telegram.bot()[1]) and hmac.compare_digest(said.encode(), secret().encode())


@transaction.atomic
def new_code(user_id: int, *, at: datetime) -> str:
    """A code for the bot, told by the page of the account; the one before it stops to hold."""
    code = secrets.token_urlsafe(24)
    Reach.objects.update_or_create(
        user_id=user_id,
        defaults={
            "telegram_code": _hashed(code),
            "telegram_code_until": at + CODE_LIVES,
            "telegram_asked_chat": "",
            "telegram_pin": "",
            "telegram_tries": 0,
        },
    )
    return code


def address(code: str) -> str:
    """The link that opens the bot and says the code to it; empty without one."""
    return f"https://t.me/{telegram.bot()[0]}?start={code}" if code else ""


@transaction.atomic
def hear(code: str, chat: str, *, at: datetime) -> str | None:
    """What the chat that said the code is to type on the page; None: no such code (any more).

    Nothing is linked yet: a `?start=` link sent to somebody else must not tie their chat. Only who
    reads the chat and sits at the page of the account, both, can link the two.
    """
    reach = (
        Reach.objects.select_for_update()
        .filter(telegram_code=_hashed(code), telegram_code_until__gt=at)
        .first()
    )
    if reach is None:
        return None
    pin = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"
    reach.telegram_code, reach.telegram_code_until = "", at + CODE_LIVES
    reach.telegram_asked_chat, reach.telegram_tries = chat, 0
    reach.telegram_pin = _digest(reach, pin)
    reach.save()
    return pin


@transaction.atomic
def link(user_id: int, pin: str, *, at: datetime) -> bool:
    """Link the chat whose pin was typed on the account's page; after some wrong ones it is no use."""
    reach = (
        Reach.objects.select_for_update()
        .filter(user_id=user_id, telegram_code_until__gt=at)
        .exclude(telegram_pin="")
        .first()
    )
    if reach is None:
        return False
    typed = "".join(sign for sign in pin if sign.isdecimal())
    if hmac.compare_digest(reach.telegram_pin, _digest(reach, typed)):
        chat = reach.telegram_asked_chat
        # One chat is one person's: linked from a second account it leaves the first.
        Reach.objects.filter(telegram_chat=chat).exclude(pk=reach.pk).update(telegram_chat="")
        _forget_asking(reach)
        reach.telegram_chat = chat
        reach.save()
        return True
    reach.telegram_tries += 1
    if reach.telegram_tries >= TRIES:
        _forget_asking(reach)
    reach.save()
    return False


def is_asked(reach: Reach, *, at: datetime) -> bool:
    """Whether a pin may be typed for this account now."""
    until = reach.telegram_code_until
    return bool(until and until > at and (reach.telegram_code or reach.telegram_pin))


def _forget_asking(reach: Reach) -> None:
    reach.telegram_code, reach.telegram_code_until = "", None
    reach.telegram_asked_chat, reach.telegram_pin, reach.telegram_tries = "", "", 0


def unlink(*, user_id: int | None = None, chat: str = "") -> None:
    """Let the account, or the chat, go."""
    rows = (
        Reach.objects.filter(user_id=user_id)
        if user_id
        else Reach.objects.filter(telegram_chat=chat)
    )
    rows.update(
        telegram_chat="",
        telegram_code="",
        telegram_code_until=None,
        telegram_asked_chat="",
        telegram_pin="",
    )


def _digest(reach: Reach, pin: str) -> str:
    return keys.signature("telegram-pin", f"{reach.pk}:{reach.telegram_asked_chat}:{pin}")


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
