"""The first page of a city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import feed, figures, notices, outages, page_cache, points, standings, versions

POINTS = 3


@require_safe
@page_cache.kept(versions.home, partials=("feed",))
def home(request: HttpRequest) -> HttpResponse:
    """One action, one search, the counters and the latest changes; `?partial=feed`: what moves."""
    now = timezone.now()
    template = "portal/home.html"
    if request.GET.get("partial") == "feed":
        template = "portal/home_live.html"
    today = timezone.localdate(now)
    latest = feed.latest()
    context = {
        "section": "home",
        "now": now,
        "standings": standings.of_city(today, at=now),
        "figures": figures.now(today),
        "latest": latest,
        "located": next((one for one in latest if one.latitude is not None), None),
        "notices": notices.shown(now),
        "off": outages.headline(now),
    }
    if template == "portal/home.html":
        context["points"] = points.told(points.open_in()[:POINTS])
    return render(request, template, context)
