"""The operator's telephone: the strip over every page, calls nobody answered, the seat."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.desk import ringing, sections
from appeals.desk.entry import show, staff
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import Call
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_RECENT = 30
# How soon a page may ask again, in milliseconds; 0: there is no telephone here, not at all.
_AGAIN_MS = 1000


@require_safe
@staff(sections.NEW)
def strip(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?seen=` is what the page shows now: 204 while that is still so.

    `?card=` is the call whose card is open on this page already.
    """
    now = timezone.now()
    seat = ringing.seat_of(actor)
    if seat is None:
        return render(request, "desk/parts/strip_call.html", {"strip": None, "again": 0})
    found = ringing.strip(seat, now)
    if request.GET.get("seen") == found.token:
        return HttpResponse(status=204)
    ringing.introduce(found, actor)
    context = {
        "strip": found,
        "again": _AGAIN_MS,
        "now": now,
        "is_open": found.call is not None and request.GET.get("card") == str(found.call.pk),
    }
    return render(request, "desk/parts/strip_call.html", context)


@require_safe
@staff(sections.CALLS)
def calls(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom to call back, longest waiting first, and the last calls of the hall."""
    return _page(request, actor)


def _page(
    request: HttpRequest, actor: Actor, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    missed = list(Call.objects.missed(now)[:_RECENT])
    context = {
        "missed": [(call, ringing.call_back_by(call)) for call in missed],
        "term": ringing.call_back_term(now),
        "recent": Call.objects.order_by("-rang_at", "-id").prefetch_related("appeals")[:_RECENT],
        "seat": ringing.seat_of(actor),
        "typed": request.POST.get("extension", ""),
        "wrong": wrong,
    }
    return show(request, actor, "calls.html", context, section=sections.CALLS, status=status)


@require_POST
@staff(sections.CALLS)
def take(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take a missed call: its card opens with the number filled."""
    try:
        with transaction.atomic():
            call = actions.take_call(pk, by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    except RefusedMove as refused:
        messages.error(request, str(refused))
        return redirect("desk:calls")
    return redirect(f"{reverse('desk:new')}?call={call.pk}")


@require_POST
@staff(sections.CALLS)
def seat(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Sit down at a telephone, or leave it."""
    try:
        with transaction.atomic():
            taken = actions.sit(
                request.POST.get("extension", "").replace("\x00", ""), by=actor, at=timezone.now()
            )
    except BadInput as wrong:
        roll_back(request)
        return _page(request, actor, wrong=str(wrong), status=422)
    if taken is not None:
        said = _("Звонки на номер %(number)s теперь на вашем экране.")
        messages.success(request, said % {"number": taken.extension})
    else:
        messages.success(request, _("Телефон освобождён: звонки на вашем экране не появятся."))
    return redirect("desk:calls")
