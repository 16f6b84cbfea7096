"""Callbacks: whom to ask whether the work is done, in which words, and what they said."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.desk import calls, card, finding, moves, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.move import MoveForm
from appeals.errors import NotFound, RefusedMove
from appeals.models import Appeal, Policy
from appeals.workflow import Status
from tenants.accounts.actor import Actor

if TYPE_CHECKING:
    from appeals.desk.views.moving import Problem


@require_safe
@staff(sections.CALLBACKS)
def callbacks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, and the call this operator has; `?appeal=` looks at another without taking it."""
    number = request.GET.get("appeal", "")
    waiting = finding.carded(actor).filter(status=Status.RESOLVED)
    found = finding.one(number, waiting) if number else None
    return screen(request, actor, found)


@require_POST
@staff(sections.CALLBACKS)
def next_call(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The best call nobody else has."""
    take_next(request, actor)
    return redirect("desk:callbacks")


@require_POST
@staff(sections.CALLBACKS)
def taking(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """This very call."""
    found = finding.visible(number, actor)
    try:
        actions.hold_call(found.pk, by=actor, at=timezone.now())
    except RefusedMove as refused:
        messages.warning(request, str(refused))
    except NotFound as missing:
        raise Http404 from missing
    return redirect(f"{reverse('desk:callbacks')}?appeal={found.latin_number}")


@require_POST
@staff(sections.CALLBACKS)
def leaving(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Put the call aside without a result, and take the next."""
    found = finding.visible(number, actor)
    actions.leave_call(found.pk, by=actor, at=timezone.now())
    take_next(request, actor)
    return redirect("desk:callbacks")


def take_next(request: HttpRequest, actor: Actor) -> None:
    """Take the next call, or say why there is none."""
    try:
        taken = actions.hold_next_call(by=actor, at=timezone.now())
    except RefusedMove as refused:
        messages.warning(request, str(refused))
        return
    if taken is None:
        messages.info(request, _("Звонков больше нет: все, кому можно звонить сейчас, обзвонены."))


def screen(
    request: HttpRequest,
    actor: Actor,
    chosen: Appeal | None,
    *,
    form: MoveForm | None = None,
    problem: "Problem | None" = None,
    status: int = 200,
) -> HttpResponse:
    """The list, the promised and the strictly controlled first, and the talk with one person."""
    now = timezone.now()
    policy = Policy.of_city()
    told = request.GET.get("incident", "")
    incident = finding.incident(told, actor) if told else None
    queue = calls.queue(actor, policy, now, incident=incident)
    if chosen is None and queue.mine:
        chosen = queue.mine[0]
    context: dict[str, Any] = {"queue": queue, "problem": problem, "hold": calls.HOLD_MINUTES}
    context["of_incident"] = incident
    if chosen is not None:
        read = card.read(chosen, actor)
        context |= {
            "card": read,
            "talk": calls.talk(chosen, actor, policy, queue, now),
            "is_still_open": any(offer.move.name == moves.CALLBACK for offer in read.moves),
            "since": read.since(problem.seen) if problem else [],
            "form": form or moves.MOVES[moves.CALLBACK].form(chosen, actor, name=moves.CALLBACK),
        }
    return show(
        request, actor, "callbacks.html", context, section=sections.CALLBACKS, status=status
    )
