"""Closing a city: its steps, what the archive holds, the two voices, the act.

The archive itself is the city's: its administrator takes it there (onboarding.cities.views.leaving).
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console import closing as acts
from console.entry import for_operators
from console.models import ClosingAct
from tenants.accounts.actor import Actor
from tenants.lifecycle.offboarding import ATTEMPTS, Refused
from tenants.models import City, Offboarding

_ACTS: dict[str, Callable[..., Offboarding]] = {
    "confirm": acts.confirm,
    "cancel": acts.cancel,
    "retry": acts.retry,
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def begin(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """What closing means, and the reason that begins it."""
    city = get_object_or_404(City, schema_name=schema, kind="city", state=City.LIVE)
    row = Offboarding.objects.filter(city=city, cancelled_at=None).first()
    if row is not None:
        return redirect("console:closing", row.pk)
    refused = ""
    if request.method == "POST":
        try:
            row = acts.begin(city, reason=request.POST.get("reason", ""), by=by, at=timezone.now())
            return redirect("console:closing", row.pk)
        except Refused as error:
            refused = str(error)
    context = {"city": city, "refused": refused, "reason": request.POST.get("reason", "")}
    return render(request, "console/close.html", {**context, "section": "cities"})


@require_safe
@for_operators
def closing(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """How far it is and whose turn it is; `?partial=steps` the steps alone."""
    row = get_object_or_404(Offboarding, pk=pk)
    now = timezone.now()
    facts = {
        "row": row,
        "has_stopped": row.attempts >= ATTEMPTS,
        "is_exporting": row.exported_at is None and not row.cancelled_at,
        "mine": row.first_by_id == by.user_id,
        "is_due": row.may_delete(timezone.localdate(now)),
        "act": ClosingAct.objects.filter(schema_name=row.schema_name).defer("pdf").first()
        if row.deleted_at
        else None,
        "section": "cities",
    }
    template = "console/leaving.html" if request.GET.get("partial") else "console/closing.html"
    return render(request, template, facts)


@require_POST
@for_operators
def closing_act(request: HttpRequest, pk: int, what: str, *, by: Actor) -> HttpResponse:
    """A voice, a change of mind, another try."""
    row = get_object_or_404(Offboarding, pk=pk)
    if what not in _ACTS:
        raise Http404
    try:
        _ACTS[what](row, by=by, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("console:closing", pk)


@require_safe
@for_operators
def act(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """The act as a PDF."""
    found = get_object_or_404(ClosingAct, pk=pk)
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="act-{found.pk}.pdf"'
    return response
