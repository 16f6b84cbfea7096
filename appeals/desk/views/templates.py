"""Ready words: those of the city and of one's own organisation, and the form that keeps them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appeals import digits, labels, placeholders
from appeals.access import keeps_shared, shares
from appeals.actions import reply_templates
from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.errors import BadInput, NotAllowed, NotFound
from appeals.models import ReplyTemplate
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def templates(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All that this person may insert; a POST writes a new one."""
    if not shares(actor):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, actor)
    return _keep(request, actor, None)


@require_POST
@staff()
def template(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Change a template of one's side, or delete it (`delete`)."""
    if "delete" not in request.POST:
        return _keep(request, actor, pk)
    try:
        reply_templates.drop_template(pk, by=actor)
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    messages.success(request, _("Шаблон удалён."))
    return redirect("desk:templates")


def _keep(request: HttpRequest, actor: Actor, pk: int | None) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("title", "text", "move", "position")}
    place = digits.count(typed["position"])
    try:
        with transaction.atomic():
            kept = reply_templates.keep_template(
                pk,
                title=typed["title"],
                text=typed["text"],
                move=typed["move"],
                position=place or 0,
                by=actor,
            )
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except BadInput as wrong:
        roll_back(request)
        return _page(request, actor, tried=pk or 0, typed=typed, problem=wrong)
    by_hand = reply_templates.own_places(kept.text)
    if by_hand:
        messages.success(
            request,
            _("Сохранено. Впишет сам диспетчер: %(places)s.") % {"places": ", ".join(by_hand)},
        )
    else:
        messages.success(request, _("Шаблон сохранён."))
    return redirect("desk:templates")


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    tried: int | None = None,
    typed: dict[str, str] | None = None,
    problem: BadInput | None = None,
) -> HttpResponse:
    rows = list(ReplyTemplate.objects.open_to(actor))
    context: dict[str, Any] = {
        "own": [row for row in rows if row.organisation_id == actor.organisation_id],
        "city": [row for row in rows if row.organisation_id != actor.organisation_id],
        "keeps": keeps_shared(actor),
        "moves": [(name, labels.MOVES[name]) for name in reply_templates.MOVES],
        "places": placeholders.NAMES,
        "tried": tried,
        "typed": typed or {},
        "problem": problem,
    }
    section = sections.TEMPLATES if sections.TEMPLATES in sections.of(actor) else None
    status = problem.status if problem else 200
    return show(request, actor, "templates.html", context, section=section, status=status)
