"""Linking one's chat with the city's bot, and what the bot hears."""

import json
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from appeals.notifications import addresses, linking
from appeals.notifications.bot_talk import hear
from tenants.accounts.models import User

MOST_BYTES = 64 * 1024


@login_required
@require_POST
def telegram_link(request: HttpRequest) -> HttpResponse:
    """Make a code for the next page, take the pin the bot told, or let the chat go."""
    user = cast(User, request.user)
    if not addresses.has_bot():
        raise Http404
    if "unlink" in request.POST:
        linking.unlink(user_id=user.pk)
    elif "pin" in request.POST:
        if linking.link(user.pk, request.POST["pin"], at=timezone.now()):
            messages.success(request, _("Телеграм подключён."))
        else:
            messages.error(
                request, _("Код не подошёл. Проверьте его в чате с ботом или начните заново.")
            )
    else:
        request.session["telegram_code"] = linking.new_code(user.pk, at=timezone.now())
    return redirect("notifications:preferences")


@csrf_exempt
@require_POST
def telegram_said(request: HttpRequest) -> HttpResponse:
    """Hear what somebody wrote to the bot. Whoever does not know the secret finds nothing here.

    The reply is part of the answer (Bot API, «webhook reply»): no call goes out from a request.
    """
    if not linking.is_telegram(request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")):
        raise Http404
    reply = hear(_message(request), at=timezone.now())
    if reply is None:
        return HttpResponse(status=200)
    return HttpResponse(
        json.dumps({"method": "sendMessage", **reply}, ensure_ascii=False),
        content_type="application/json",
    )


def _message(request: HttpRequest) -> dict[str, Any]:
    """The message of an update; empty for every other shape, which is not ours to answer."""
    try:
        said = json.loads(request.read(MOST_BYTES))
    except ValueError:
        return {}
    message = said.get("message") if isinstance(said, dict) else None
    return message if isinstance(message, dict) else {}
