"""The unfinished card: kept while the operator types, thrown away when they say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from appeals import actions
from appeals.desk import sections
from appeals.desk.entry import staff
from appeals.desk.forms.call import CallForm
from tenants.accounts.actor import Actor

_LONGEST_KEY = 64


@require_POST
@staff(sections.NEW)
def draft(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep what is typed so far; answers with the time to show under the card."""
    form = CallForm(request.POST)
    key = request.POST.get("key", "")[:_LONGEST_KEY]
    kept = None
    if "\x00" not in "".join((key, *form.said().values())):
        kept = actions.keep_draft(key, form.said(), by=actor, at=timezone.now())
    return render(request, "desk/parts/draft_kept.html", {"draft": kept})


@require_POST
@staff(sections.NEW)
def no_draft(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Throw a card away."""
    actions.drop_draft(request.POST.get("key", "").replace("\x00", "")[:_LONGEST_KEY], by=actor)
    return redirect("desk:new")
