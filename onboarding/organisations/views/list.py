"""The list of organisations by stage; an organisation's own people go straight to their page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from onboarding.organisations import access
from onboarding.organisations.entry import connected, page
from onboarding.organisations.listing import ATTENTION, Asked, listing
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


@require_safe
@connected
def organisations(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All of them to the city's seniors, the own page to an organisation's people."""
    if not access.sees_all(actor):
        return redirect("connecting:organisation", actor.organisation_id)
    get = request.GET
    asked = Asked(
        stage=get.get("stage", ""),
        attention=get.get("attention", ""),
        q=get.get("q", "")[:100],
        after=get.get("after", ""),
    )
    now = timezone.now()
    context = {
        "asked": asked,
        "listing": listing(asked, at=now, today=today(now)),
        "attention": ATTENTION,
        "may_invite": access.speaks_for_city(actor),
    }
    return page(request, actor, "list.html", context)
