"""Finding a house: JSON for the address field, a page for people."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from appeals.insight import area_tallies
from appeals.registry import exact, search
from portal.places import told

MOST = 8
LONGEST = 120


@require_safe
def houses(request: HttpRequest) -> HttpResponse:
    """What the typed words may mean: a page for browsers, `{"houses": [{"id", "label", "detail"}]}`
    for everybody else."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    response = _page(request, query) if _is_browser(request) else _json(query)
    patch_vary_headers(response, ["Accept"])
    return response


def _is_browser(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _json(query: str) -> JsonResponse:
    found = search.houses(query, limit=MOST) if query else []
    response = JsonResponse({"houses": [told(house) for house in found]})
    response["Cache-Control"] = "public, max-age=60"
    return response


def _page(request: HttpRequest, query: str) -> HttpResponse:
    """The house that the words name first, then those that are like it; the districts below."""
    named = exact.meant(query).house if query else None
    found = search.houses(query, limit=MOST) if query else []
    if named is not None:
        found = [named, *(house for house in found if house.id != named.id)]
    context = {
        "section": "houses",
        "query": query,
        "named": named,
        "houses": found,
        "districts": area_tallies.districts(),
    }
    return render(request, "portal/places/houses.html", context)
