"""The first page of a city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import feed, figures, notices, outages, page_cache, versions


@require_safe
@page_cache.kept(versions.home, partials=("feed",))
def home(request: HttpRequest) -> HttpResponse:
    """One action, one search, the counters and the latest changes; `?partial=feed`: what moves."""
    now = timezone.now()
    template = "portal/home.html"
    if request.GET.get("partial") == "feed":
        template = "portal/home_live.html"
    context = {
        "section": "home",
        "now": now,
        "figures": figures.now(timezone.localdate(now)),
        "latest": feed.latest(),
        "notices": notices.shown(now),
        "off": outages.headline(now),
    }
    return render(request, template, context)
