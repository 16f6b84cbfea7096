"""The card's rail: its events, its comparisons."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from console import rails as rail
from console.entry import for_operators
from tenants.accounts.actor import Actor


@require_safe
@for_operators
def rails(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Is it well; what was compared; what it told us, `?waiting=1` only what is not worked off."""
    waiting = request.GET.get("waiting") == "1"
    context = {
        "is_on": rail.switched_on(),
        "is_live": settings.STRIPE_IS_LIVE,
        "has_door": bool(settings.STRIPE_WEBHOOK_SECRETS),
        "runs": rail.runs(),
        "stuck": rail.stuck(timezone.now()),
        "events": rail.events(waiting=waiting, before=digits.key(request.GET.get("before", ""))),
        "waiting": waiting,
        "section": "rails",
    }
    return render(request, "console/rails.html", context)


@require_POST
@for_operators
def compare(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Compare everything now."""
    if not rail.switched_on():
        raise Http404
    rail.compare(by=by, at=timezone.now())
    messages.success(request, _("Сверка запущена. Обновите страницу через минуту."))
    return redirect("console:rails")


@require_POST
@for_operators
def replay(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Work an event off once more."""
    if not rail.replay(pk, by=by, at=timezone.now()):
        raise Http404
    messages.success(request, _("Уведомление будет обработано ещё раз."))
    return redirect("console:rails")
