"""SMS through a provider's HTTP: which one, and how it is asked, is data (sms_providers.toml)."""

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from appeals.models import Message
from appeals.notifications import outward
from appeals.notifications.channels.undelivered import Undelivered
from tenants.accounts import transport

_BOOK = Path(__file__).with_name("sms_providers.toml")
# Three parts of Cyrillic: more is cut by some providers and paid for at all.
LONGEST = 200


def carry(message: Message) -> None:
    """Hand the message to the provider that SMS_URL names: `smsru:https://sms.ru`, `file:`.

    Raises:
        Undelivered: it was not taken.
    """
    name, _, base = settings.SMS_URL.partition(":")
    if name == "file":
        transport.keep(f"message-{message.pk}.sms", f"{message.to}\n{words(message)}".encode())
        return
    provider = _providers()[name]
    body, kind = _request(provider, message)
    headers = {"Content-Type": kind}
    if "json" in provider:
        headers["Authorization"] = f"Bearer {settings.SMS_KEY}"
    try:
        answer = outward.post(base + provider["path"], body, headers, trusted=True)
    except outward.Unreachable:
        raise Undelivered("оператор связи не отвечает") from None
    _understand(provider, answer)


def words(message: Message) -> str:
    """What is said in so little room: what happened, and where to read on."""
    room = LONGEST - len(message.link) - 2
    subject = message.subject if len(message.subject) <= room else message.subject[: room - 1] + "…"
    return f"{subject}. {message.link}" if message.link else subject


def _request(provider: dict[str, Any], message: Message) -> tuple[bytes, str]:
    known = {
        "phone": message.to,
        "digits": message.to.lstrip("+"),
        "text": words(message),
        "sender": settings.SMS_SENDER,
        "login": settings.SMS_LOGIN,
        "key": settings.SMS_KEY,
    }
    template = provider.get("json") or provider["form"]
    filled = {name: value.format(**known) for name, value in template.items()}
    filled = {name: value for name, value in filled.items() if value}
    if "json" in provider:
        return json.dumps(filled, ensure_ascii=False).encode(), "application/json"
    return urlencode(filled).encode(), "application/x-www-form-urlencoded"


def _understand(provider: dict[str, Any], answer: outward.Answer) -> None:
    try:
        said = json.loads(answer.body or b"{}")
    except ValueError:
        said = {}
    found = (_at(said, path) for path in provider["code"])
    code = next((one for one in found if one), "")
    if code in provider["hopeless"]:
        raise Undelivered(provider["hopeless"][code], hopeless=True)
    if code in provider["passing"]:
        raise Undelivered(provider["passing"][code])
    if answer.status >= 300 or code not in provider["taken"]:
        raise Undelivered(f"оператор связи не принял сообщение (ответ {code or answer.status})")


def _at(said: Any, path: list[str]) -> str:
    for step in path:
        if not isinstance(said, dict):
            return ""
        said = next(iter(said.values()), None) if step == "*" else said.get(step)
    return "" if said is None or isinstance(said, dict | list) else str(said)


@lru_cache(1)
def _providers() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_BOOK.read_text(encoding="utf-8"))
