"""What operators did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appeals import digits
from console.entry import for_operators
from console.models import Action
from tenants.accounts.actor import Actor

LINES = 100


@require_safe
@for_operators
def journal(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """The last lines, newest first; `?before=` goes further back."""
    lines = Action.objects.all()
    if (before := digits.key(request.GET.get("before", ""))) is not None:
        lines = lines.filter(pk__lt=before)
    page = list(lines[: LINES + 1])
    older = page[LINES - 1].pk if len(page) > LINES else None
    return render(
        request,
        "console/journal.html",
        {"lines": page[:LINES], "older": older, "section": "journal"},
    )
