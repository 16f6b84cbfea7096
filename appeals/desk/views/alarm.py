"""What the hall hears: asked by every open page, silenced by a press, muted for one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.desk import back, finding, habits, sections
from appeals.desk.entry import HOME, staff
from appeals.errors import RefusedMove
from appeals.insight import alarms
from tenants.accounts.actor import Actor


@require_safe
@staff(sections.HALL)
def alarm(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part of the bar: how many ring, which, and whether this person hears them."""
    return _part(request, actor)


@require_POST
@staff(sections.HALL)
def heeding(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`appeal` (several): heard, somebody sees to them. What was accepted meanwhile is passed over."""
    now = timezone.now()
    for number in request.POST.getlist("appeal")[: alarms.MOST]:
        found = finding.one(number, finding.carded(actor))
        if found is None:
            continue
        try:
            actions.heed(found.pk, by=actor, at=now)
        except RefusedMove:
            continue
    return _after(request, actor)


@require_POST
@staff()
def habit(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`sound` and `single_keys`, each «on» or «off»: what is not sent stays as it was."""
    habits.keep(
        actor,
        has_sound=_switch(request, "sound"),
        has_single_keys=_switch(request, "single_keys"),
    )
    return _after(request, actor)


def _switch(request: HttpRequest, name: str) -> bool | None:
    return {"on": True, "off": False}.get(request.POST.get(name, ""))


def _after(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To a script nothing: it asks for its part anew. To a form the page it came from."""
    if request.headers.get("X-Partial"):
        return HttpResponse(status=204)
    return redirect(back.to(request, HOME))


def _part(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "alarm": alarms.ringing(actor, timezone.now())[: alarms.MOST],
        "habits": habits.of(actor),
        "now": timezone.now(),
        "actor": actor,
    }
    return render(request, "desk/parts/alarm.html", context)
