"""The public card of an appeal, and a neighbour's «всё ещё не исправлено»."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.errors import Blocked, RefusedMove
from portal import browser, cards, page_cache, tracked, versions
from portal.same_site import from_our_page
from tenants.accounts.actor import ANONYMOUS
from tenants.accounts.limits import allowed
from tenants.isolation.middleware import roll_back

# From one network about one appeal in a day: a house behind one address, not a flood.
DOUBTS_OF_NETWORK = 12
DAY_SECONDS = 86_400
# What the page says after something was done on it; it stands in the address, not in a session.
_SAID = {
    "still": _("Спасибо, отметили. Один браузер считается один раз."),
    "still-many": _("Из вашей сети об этом обращении сегодня уже сообщили. Отметка есть."),
    "complaint": _("Жалоба у диспетчера города. Спасибо."),
    "blocked": _("Отметки через сайт от вас сейчас не принимают. Позвоните диспетчеру города."),
    "closed": _("Обращение закрыто. Если проблема осталась, сообщите о ней заново."),
}


@require_safe
@page_cache.kept(versions.card, partials=("timeline",))
def card(request: HttpRequest, number: str) -> HttpResponse:
    """What everybody may know; `?partial=timeline` gives the parts that move."""
    appeal = cards.find_public(number)
    if appeal is None:
        return render(request, "portal/no_card.html", {"number": number[:64]}, status=404)
    if number != appeal.latin_number:
        return HttpResponseRedirect(reverse("portal:card", args=[appeal.latin_number]))
    context = cards.Card.read(appeal, timezone.now()).context()
    context["origin"] = request.build_absolute_uri("/").rstrip("/")
    context["address"] = context["origin"] + request.path
    context["said"] = _SAID.get(request.GET.get("said", ""))
    if appeal.tracking_code in tracked.codes(request):
        context["own_link"] = reverse("portal:own_card", args=[appeal.tracking_code])
    template = "portal/card.html"
    if request.GET.get("partial") == "timeline":
        template = "portal/card_live.html"
    return render(request, template, context)


@from_our_page
@require_POST
def still(request: HttpRequest, number: str) -> HttpResponse:
    """One more neighbour says that it is not fixed; the same browser counts once."""
    appeal = cards.find_public(number)
    if appeal is None:
        return render(request, "portal/no_card.html", {"number": number[:64]}, status=404)
    who = browser.digest(request)
    said = "still"
    if not allowed(
        "doubt", f"{appeal.pk}:{browser.network_digest(request)}", DOUBTS_OF_NETWORK, DAY_SECONDS
    ):
        said = "still-many"
    else:
        try:
            origin = actions.Origin(browser=who, network=browser.network_digest(request))
            actions.doubt(appeal.pk, origin=origin, by=ANONYMOUS, at=timezone.now())
        except Blocked:
            roll_back(request)
            said = "blocked"
        except RefusedMove:
            roll_back(request)
            said = "closed"
    back = reverse("portal:card", args=[appeal.latin_number])
    response = HttpResponseRedirect(f"{back}?said={said}#neighbours")
    browser.remember(request, response)
    return response
