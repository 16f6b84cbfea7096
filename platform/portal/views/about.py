"""Pages about the site itself: consent, terms, what is public, accessibility."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import terms
from portal import consent

PAGES = ("consent", "terms", "public", "accessibility")


@require_safe
def about(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages; the list of terms is the data the clocks run by."""
    if page not in PAGES:
        raise Http404
    context: dict[str, object] = {"consent_edition": date.fromisoformat(consent.VERSION)}
    if page == "terms":
        held = terms.in_force(timezone.localdate())
        context["terms"] = sorted(held.values(), key=lambda term: (term.source, term.name))
    return render(request, f"portal/about/{page}.html", context)
