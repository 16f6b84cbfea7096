"""Telegram: the city's bot writes to the chat that a person linked with a one-time code."""

import json
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from appeals.models import Message, Reach
from appeals.notifications import outward
from appeals.notifications.channels.undelivered import Undelivered
from tenants.isolation import scope

LONGEST = 4000


def bot() -> tuple[str, str]:
    """The name and the token of this city's bot; empty where it has none."""
    name, _, token = settings.TELEGRAM_BOTS.get(scope.schema(), "").partition(":")
    return name, token


def carry(message: Message) -> None:
    """Say it in the person's chat with the bot.

    Raises:
        Undelivered: it was not taken.
    """
    parts = (message.subject, message.text, message.link)
    said = {
        "chat_id": message.to,
        "text": "\n\n".join(part for part in parts if part)[:LONGEST],
        "link_preview_options": {"is_disabled": True},
    }
    try:
        answer = ask("sendMessage", said)
    except outward.Unreachable:
        raise Undelivered("Телеграм не отвечает") from None
    if answer.status == 403:
        # Stopped the bot: that is a wish, and nothing more is sent there.
        with transaction.atomic():
            Reach.objects.filter(telegram_chat=message.to).update(telegram_chat="")
        raise Undelivered("получатель остановил бота", hopeless=True)
    if answer.status == 400:
        raise Undelivered("такого чата нет", hopeless=True)
    if answer.status == 401:
        raise Undelivered("Телеграм не узнал бота города")
    if answer.status != 200:
        raise Undelivered(f"Телеграм просит подождать (ответ {answer.status})")


def ask(method: str, said: Mapping[str, object]) -> outward.Answer:
    """One method of the Bot API.

    Raises:
        outward.Unreachable
    """
    body = json.dumps(said, ensure_ascii=False).encode()
    url = f"{settings.TELEGRAM_URL}/bot{bot()[1]}/{method}"
    return outward.post(url, body, {"Content-Type": "application/json"}, trusted=True)
