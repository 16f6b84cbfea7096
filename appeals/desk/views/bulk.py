"""Bulk moves: chosen in the queue, looked at here, done in one go with a result for each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from appeals.actions.reply_templates import own_places
from appeals.desk import back, bulk, sections
from appeals.desk.entry import show, staff
from tenants.accounts.actor import Actor


@require_POST
@staff(sections.QUEUE)
def bulk_move(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`do` names the move; with `go` it is made, without it is shown what would happen."""
    home = back.to(request, reverse("desk:queue"))
    move = bulk.MOVES.get(request.POST.get("do", ""))
    if move is None:
        raise Http404
    rows = bulk.chosen(request.POST.getlist("appeal"))
    if not rows:
        return redirect(home)
    foreseen = bulk.foresee(move, rows, actor)
    appeals = [row.appeal for row in foreseen if row.appeal]
    context: dict[str, Any] = {"move": move, "back": home, "most": bulk.MOST}
    if "go" not in request.POST:
        initial = {
            name: request.POST[name] for name in move.form.base_fields if name in request.POST
        }
        form = move.form(actor, appeals, initial=initial)
        return _preview(request, actor, context, foreseen, form)
    form = move.form(actor, appeals, request.POST)
    if not form.is_valid():
        return _preview(request, actor, context, foreseen, form, status=422)
    done = bulk.carry_out(move, rows, form, by=actor, at=timezone.now())
    refused = [row for row in done if not row.is_possible]
    context |= {
        "done": [row for row in done if row.is_possible],
        "refused": refused,
        "form": form,
        "again": [row for row in refused if row.appeal is not None],
        "typed": {name: request.POST.get(name, "") for name in form.fields},
    }
    return show(request, actor, "bulk_done.html", context, section=sections.QUEUE)


def _preview(
    request: HttpRequest,
    actor: Actor,
    context: dict[str, Any],
    rows: list[bulk.Row],
    form: Any,
    *,
    status: int = 200,
) -> HttpResponse:
    """What will happen to each, and what is asked for all of them."""
    templates = list(form.fields["template"].queryset) if "template" in form.fields else []
    context |= {
        "rows": rows,
        "possible": [row for row in rows if row.is_possible],
        "form": form,
        "templates": [(one, own_places(one.text)) for one in templates],
    }
    return show(request, actor, "bulk.html", context, section=sections.QUEUE, status=status)
