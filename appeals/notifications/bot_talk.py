"""What the city's bot answers: it links, it unlinks, and says what it is for."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from appeals.notifications import linking
from tenants.accounts import links
from tenants.isolation import scope


def hear(message: dict[str, Any], *, at: datetime) -> dict[str, Any] | None:
    """The reply to a private message; None to everything else (groups, edits, pictures)."""
    chat = message.get("chat")
    text = message.get("text")
    if not isinstance(chat, dict) or chat.get("type") != "private" or not isinstance(text, str):
        return None
    identifier = str(chat.get("id", ""))
    if not identifier.lstrip("-").isdecimal():
        return None
    return {"chat_id": identifier, "text": _answer(text.strip(), identifier, at)}


def _answer(text: str, chat: str, at: datetime) -> str:
    command, _sep, code = text.partition(" ")
    if command == "/start" and code:
        pin = linking.hear(code.strip(), chat, at=at)
        if pin is None:
            return _("Ссылка уже не действует. Откройте на портале «Уведомления» и получите новую.")
        return _(
            "Ваш код: %(pin)s. Введите его на портале, на странице «Уведомления», где вы нажали "
            "«Подключить Телеграм». Если вы ничего не подключали, никому его не сообщайте."
        ) % {"pin": f"{pin[:3]} {pin[3:]}"}
    if command == "/stop":
        linking.unlink(chat=chat)
        return _("Уведомления сюда больше не приходят. Включить снова можно на портале.")
    return _(
        "Это бот портала «%(city)s». Он присылает уведомления тем, кто подключил его на портале в "
        "разделе «Уведомления». Сообщить о проблеме: %(address)s"
    ) % {"city": scope.require().name, "address": links.absolute("/new/")}
