"""What is off in the city now and what is planned, with a search by address; no script needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appeals.registry import exact
from appeals.registry import outages as register
from portal import outages as shown

_LONGEST = 120


@never_cache
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """`?q=` an address: what is off at that house."""
    now = timezone.now()
    query = request.GET.get("q", "").strip()[:_LONGEST]
    rows = register.of_city(at=now, limit=shown.CITY)
    context: dict[str, Any] = {
        "section": "outages",
        "now": now,
        "query": query,
        "running": [row for row in rows if row.starts_at <= now],
        "planned": sorted(
            (row for row in rows if row.starts_at > now), key=lambda row: row.starts_at
        ),
    }
    if query:
        meant = exact.meant(query)
        context |= {"house": meant.house, "choices": meant.choices}
        if meant.house is not None:
            context["at_house"] = register.concerning(meant.house.id, at=now)
    return render(request, "portal/outages.html", context)
