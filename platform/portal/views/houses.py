"""Address search as JSON."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from appeals.registry import search
from portal.places import told

MOST = 8
LONGEST = 120


@require_safe
def houses(request: HttpRequest) -> JsonResponse:
    """Houses that the typed words may mean: `{"houses": [{"id", "label", "detail"}]}`."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    found = search.houses(query, limit=MOST) if query else []
    response = JsonResponse({"houses": [told(house) for house in found]})
    response["Cache-Control"] = "public, max-age=60"
    return response
