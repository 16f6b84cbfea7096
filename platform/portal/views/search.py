"""One field for a number or an address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import lookup
from appeals.registry.search import houses as houses_like
from portal import cards, feed

HOUSES = 10
LONGEST = 120


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A number leads to its card; anything else is looked for among the houses."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    if lookup.is_number(query):
        appeal = cards.find_public(query)
        if appeal is None:
            return render(request, "portal/no_card.html", {"number": query}, status=404)
        return HttpResponseRedirect(reverse("portal:card", args=[appeal.latin_number]))
    found = houses_like(query, limit=HOUSES) if query else []
    context = {
        "query": query,
        "houses": found,
        "latest": feed.at_houses([house.id for house in found]),
        "now": timezone.now(),
    }
    return render(request, "portal/search.html", context)
