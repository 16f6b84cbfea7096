"""The organisation's queue: the next breach first, one appeal beside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import workflow
from appeals.desk import beside, lists, paging, sections
from appeals.desk.entry import show, staff
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@require_safe
@staff(sections.QUEUE)
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?appeal=` opens one beside, `?after=` goes on."""
    view = lists.QUEUE.chosen(request.GET.get("view", ""))
    news = beside.fresh(request, actor, view)
    if news is not None:
        return render(request, "desk/news.html", news)
    now = timezone.now()
    rows = view.rows(Appeal.objects.visible_to(actor), now)
    # The organisation is every row's own: its name comes with the first of them.
    rows = rows.select_related("category", "organisation", "crew")
    page = paging.page(rows, view.order, request.GET.get("after", ""))
    exact = {view.name: page.count} if page.count is not None else {}
    context: dict[str, Any] = {
        "rail": lists.QUEUE.counted(lists.standing(actor), actor, now, exact=exact),
        "view": view,
        "page": page,
        "opens": workflow.ACCEPT.sources,
        **beside.panel(request, actor),
    }
    if page.next:
        context["next_address"] = beside.address(request, after=page.next, appeal=None)
    return show(request, actor, "queue.html", context, section=sections.QUEUE)
