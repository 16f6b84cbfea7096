"""The public card of an appeal."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import cards, tracked


@require_safe
def card(request: HttpRequest, number: str) -> HttpResponse:
    """What everybody may know; `?partial=timeline` gives the parts that move."""
    appeal = cards.find_public(number)
    if appeal is None:
        return render(request, "portal/no_card.html", {"number": number[:64]}, status=404)
    if number != appeal.latin_number:
        return HttpResponseRedirect(reverse("portal:card", args=[appeal.latin_number]))
    context = cards.Card.read(appeal, timezone.now()).context()
    if appeal.tracking_code in tracked.codes(request):
        context["own_link"] = reverse("portal:own_card", args=[appeal.tracking_code])
    template = "portal/card.html"
    if request.GET.get("partial") == "timeline":
        template = "portal/card_live.html"
    return render(request, template, context)
