"""What is off in the city now and what is planned, with a search by address; no script needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appeals import digits
from appeals.registry import exact
from appeals.registry import outages as register
from portal import outages as shown

_LONGEST = 120


@never_cache
@require_safe
def outages(request: HttpRequest) -> HttpResponse:
    """`?q=` an address; `?house=&category=&partial=notice`: what the form must say of a house."""
    now = timezone.now()
    if request.GET.get("partial") == "notice":
        found = shown.of_filing(_house(request), request.GET.get("category", "")[:100], at=now)
        return render(request, "portal/outage_notices.html", {"outages": found, "now": now})
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


def _house(request: HttpRequest) -> int | None:
    return digits.key(request.GET.get("house", ""))
