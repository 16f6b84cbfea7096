"""Before the day of opening residents read when it will be; staff work and see the portal as it will look.

Fails closed: a page of the portal not named here waits for the opening. What was entered meanwhile by
phone keeps its own links, so whoever called can follow their appeal.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tenants.isolation import scope

# The look of the site, links with a secret of their own, what the law asks to be readable, the crew's app.
ALWAYS = frozenset(
    {
        *("branding", "emblem", "vision", "language", "app_icon", "app_manifest", "app_worker"),
        *("tracking", "own_card", "answer", "accepted", "letter", "ask_link", "link_asked"),
        *("open_link", "own_data", "ask_erasing", "erase", "leave", "photo"),
        *("lent", "lent_photo", "about", "consent"),
        *("crew_worker", "crew_manifest", "crew_icon"),
    }
)


class OpeningMiddleware:
    """Stands before the portal's pages; who signs in as staff passes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision needs the page's name."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The calm page in place of one that residents may not see yet."""
        tenant, match = scope.current(), request.resolver_match
        if tenant is None or tenant.is_public or match is None or match.namespace != "portal":
            return None
        if tenant.is_open(timezone.localdate()) or match.url_name in ALWAYS:
            return None
        if request.user.is_authenticated and not request.user.is_resident:
            request.is_preview = True  # type: ignore[attr-defined]
            return None
        status = 200 if request.method in ("GET", "HEAD") else 403
        response = render(request, "portal/opening.html", {"section": "opening"}, status=status)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
