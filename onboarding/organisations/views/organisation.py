"""One organisation's way."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from onboarding.organisations import access
from onboarding.organisations.entry import connected, mapped, page
from onboarding.organisations.page import compose
from tenants.accounts.actor import Actor


@require_safe
@connected
@mapped
def organisation(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Five steps, the gate, the course of events."""
    found = access.one(pk, actor)
    composed = compose(found, actor=actor, at=timezone.now())
    context = {
        **composed.context,
        "composed": composed,
        "organisation": found,
        "sees_all": access.sees_all(actor),
    }
    return page(request, actor, "organisation.html", context)
