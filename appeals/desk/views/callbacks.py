"""Callbacks: whom to ask whether the work is done, in which words, and what they said."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from appeals.desk import card, finding, lists, moves, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.moves import MoveForm
from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts.actor import Actor

if TYPE_CHECKING:
    from appeals.desk.views.moving import Problem

_MOST = 30


@require_safe
@staff(sections.CALLBACKS)
def callbacks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?appeal=` chooses whom to call; without it the first of the list."""
    number = request.GET.get("appeal", "")
    waiting = finding.carded(actor).filter(status=Status.RESOLVED)
    found = finding.one(number, waiting) if number else None
    return screen(request, actor, found)


def screen(
    request: HttpRequest,
    actor: Actor,
    chosen: Appeal | None,
    *,
    form: MoveForm | None = None,
    problem: "Problem | None" = None,
    status: int = 200,
) -> HttpResponse:
    """The list, strict control first and then the longest waiting, and the talk with one of them."""
    waiting = list(
        finding.carded(actor)
        .filter(status=Status.RESOLVED)
        .order_by("-control_level", "resolved_at", "id")[:_MOST]
    )
    if chosen is None and waiting:
        chosen = waiting[0]
    standing = lists.standing(actor).get(Status.RESOLVED, 0)
    context: dict[str, Any] = {
        "waiting": waiting,
        "more": max(0, standing - len(waiting)) if len(waiting) == _MOST else 0,
        "count": max(standing, len(waiting)) if len(waiting) == _MOST else len(waiting),
        "problem": problem,
    }
    if chosen is not None:
        read = card.read(chosen, actor)
        context |= {
            "card": read,
            "is_still_open": any(offer.move.name == moves.CALLBACK for offer in read.moves),
            "since": read.since(problem.seen) if problem else [],
            "attempts": chosen.callbacks.order_by("-id") if chosen.callback_count else [],
            "form": form or moves.MOVES[moves.CALLBACK].form(chosen, actor, name=moves.CALLBACK),
            "next_level": chosen.control_level + 1,
        }
    return show(
        request, actor, "callbacks.html", context, section=sections.CALLBACKS, status=status
    )
