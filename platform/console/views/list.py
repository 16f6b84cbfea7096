"""All cities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from console import register
from console.entry import for_operators
from tenants.accounts.actor import Actor


@require_safe
@for_operators
def cities(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """The list, what needs a hand on top."""
    query = request.GET.get("q", "").strip()[:120]
    found, more = register.rows(query)
    stopped = sum(1 for row in found if row.progress and row.progress.has_stopped)
    under_way = any(row.progress and not row.progress.has_stopped for row in found)
    return render(
        request,
        "console/cities.html",
        {
            "rows": found,
            "more": more,
            "query": query,
            "stopped": stopped,
            "under_way": under_way,
            "section": "cities",
        },
    )
