"""The delivery log: what left the portal, what did not and why, and a second try."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from appeals.desk import back, counting, sections, spool, told
from appeals.desk.entry import show, staff
from appeals.models import Message
from appeals.notifications import delivery, kinds
from tenants.accounts.actor import Actor


@require_safe
@staff(sections.MESSAGES)
def message_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?status=` and `?channel=` narrow it, `?open=` shows one beside, `&shown=1` its address."""
    chosen = told.Filter.of(*(request.GET.get(name, "") for name in ("status", "channel", "after")))
    rows, following = told.page(chosen)
    few = told.waiting()
    context = {
        "rows": rows,
        "chosen": chosen,
        "following": following,
        "statuses": [
            (status, status.label, counting.shown(few[status]) if few.get(status) else "")
            for status in Message.Status
        ],
        "channels": [pair for pair in kinds.CHANNELS.items() if pair[0] != kinds.DIGEST],
        "opened": _opened(request.GET.get("open", "")),
        "is_shown": "shown" in request.GET,
        "list_address": _address(chosen),
        "has_spool": spool.is_on(),
    }
    return show(request, actor, "messages.html", context, section=sections.MESSAGES)


@require_POST
@staff(sections.MESSAGES)
def message_again(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Try a failed message once more."""
    if delivery.resend(number, at=timezone.now()):
        messages.success(request, _("Отправляем ещё раз."))
    else:
        messages.error(request, _("Это сообщение уже отправлено или забыто по сроку хранения."))
    return redirect(back.to(request, reverse("desk:messages")))


def _opened(number: str) -> told.Told | None:
    if not number:
        return None
    key = digits.key(number)
    rows = Message.objects.select_related("appeal")
    message = rows.filter(pk=key).first() if key is not None else None
    if message is None:
        raise Http404
    return told.one(message)


def _address(chosen: told.Filter) -> str:
    """This list without anything opened, ready for one more parameter."""
    parts = [("status", chosen.status), ("channel", chosen.channel), ("after", chosen.after)]
    query = "&".join(f"{name}={value}" for name, value in parts if value)
    return f"{reverse('desk:messages')}?{query}"
