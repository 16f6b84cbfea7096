"""One organisation's way."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.models import Organisation
from onboarding.organisations import access
from onboarding.organisations.entry import connected, mapped, page
from onboarding.organisations.page import compose
from tenants.accounts.actor import Actor


@require_safe
@connected
@mapped
def organisation(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Five steps, the gate, the course of events."""
    return shown(request, actor, access.one(pk, actor))


def shown(
    request: HttpRequest,
    actor: Actor,
    found: Organisation,
    *,
    refused: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; after a refusal with its sentence in its place, and with what was typed."""
    composed = compose(found, actor=actor, at=timezone.now())
    context = {
        **composed.context,
        "composed": composed,
        "organisation": found,
        "sees_all": access.sees_all(actor),
        "refused": refused or {},
        "typed": typed or {},
    }
    return page(request, actor, "organisation.html", context, status=status)
