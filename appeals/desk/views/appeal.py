"""One appeal on a page of its own, and its opening by the organisation it is addressed to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.desk import back, card, finding, presence, sections, told
from appeals.desk.entry import show, staff
from appeals.errors import NotFound
from tenants.accounts.actor import Actor


@require_safe
@staff()
def appeal(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """The card. Looking changes nothing: what accepts is `opening`, or the button."""
    found = finding.visible(number, actor)
    now = timezone.now()
    context = {"card": card.read(found, actor), "back": request.path, "now": now}
    if request.GET.get("partial") == "appeal":
        return render(request, "desk/appeal_live.html", context)
    context["told"] = told.about(found, actor)
    context["presence"] = presence.enter(found.pk, actor, now)
    return show(request, actor, "appeal.html", context)


@require_POST
@staff(sections.QUEUE)
def opening(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """A member opens an appeal of the queue: the first opening accepts it."""
    found = finding.visible(number, actor)
    try:
        actions.open_by_member(found.pk, by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    return redirect(back.to(request, reverse("desk:appeal", args=[found.latin_number])))
