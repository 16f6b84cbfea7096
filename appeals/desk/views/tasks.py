"""A crew's phone: what to do now, what comes next, what is done today."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import finding, moves, paging, sections
from appeals.desk.entry import show, staff
from appeals.workflow import Status
from tenants.accounts.actor import Actor

_MOST = 20


@require_safe
@staff(sections.TASKS)
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Tasks with their forms, the next breach first."""
    now = timezone.now()
    seen = finding.carded(actor)
    page = paging.page(seen.open(), paging.NEXT_BREACH_FIRST, size=_MOST)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    done = seen.filter(status=Status.RESOLVED, resolved_at__gte=midnight).order_by("-resolved_at")
    context = {
        "tasks": [(task, moves.offered(task, actor)) for task in page.rows],
        "goes_on": bool(page.next),
        "done": list(done[:_MOST]),
    }
    return show(request, actor, "tasks.html", context, section=sections.TASKS)
