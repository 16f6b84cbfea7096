"""What is left until residents come in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals.desk import sections
from appeals.desk.entry import show
from appeals.desk.settings.entry import administrators
from appeals.errors import BadInput
from onboarding.cities.actions import count_launch, mark_done
from tenants.accounts.actor import Actor


@require_safe
@administrators
def checklist(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, counted at this moment; the first undone line is where to go on."""
    launch, lines = count_launch(at=timezone.now())
    rows = [{"line": line, "mark": launch.marks.get(line.item.code)} for line in lines]
    context = {
        "launch": launch,
        "rows": rows,
        "done": sum(line.is_done for line in lines),
        "next": launch.stands_at,
    }
    return show(request, actor, "launch/checklist.html", context, section=sections.LAUNCH)


@require_POST
@administrators
def mark(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Say of a line that it is well as it stands, or take that back."""
    try:
        mark_done(code, is_done=request.POST.get("done") == "yes", by=actor, at=timezone.now())
    except BadInput as error:
        raise Http404 from error
    messages.success(request, "Записано.")
    return redirect("launch:checklist")
