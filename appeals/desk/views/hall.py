"""The dispatchers' hall: the board, the lists of the rail, the search, and one appeal beside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import beside, board, finding, lists, paging, sections
from appeals.desk.entry import show, staff
from appeals.models import Appeal
from appeals.registry import search
from tenants.accounts.actor import Actor

BOARD = "board"
_LONGEST = 120
_HOUSES = 20
_FOUND = 50


@require_safe
@staff(sections.HALL)
def hall(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?q=` searches, `?appeal=` opens one beside, `?after=` goes on."""
    name = request.GET.get("view", BOARD)
    view = None if name == BOARD else lists.HALL.chosen(name)
    news = beside.fresh(request, actor, view)
    if news is not None:
        return render(request, "desk/news.html", news)
    query = request.GET.get("q", "").strip()[:_LONGEST]
    if query and "appeal" not in request.GET:
        number = finding.typed(query, timezone.localdate())
        found = Appeal.objects.visible_to(actor).numbered(number).first() if number else None
        if found is not None:
            return redirect(beside.address(request, q=None, appeal=found.latin_number))
    now = timezone.now()
    standing = lists.standing(actor)
    context: dict[str, Any] = {
        "rail": lists.HALL.counted(standing, actor, now),
        "callbacks": standing.get("resolved", 0),
        "view": view,
        "query": query,
        **beside.panel(request, actor),
    }
    if query:
        context |= {"page": paging.Page(_at_address(query, actor)), "view": None, "searched": True}
    elif view is None:
        context["bays"] = board.fill(actor, standing, now)
    else:
        rows = view.rows(Appeal.objects.visible_to(actor), now)
        rows = rows.select_related("category", "organisation", "crew")
        context["page"] = paging.page(rows, view.order, request.GET.get("after", ""))
    if context.get("page") and context["page"].next:
        context["next_address"] = beside.address(request, after=context["page"].next, appeal=None)
    return show(request, actor, "hall.html", context, section=sections.HALL)


def _at_address(query: str, actor: Actor) -> list[Appeal]:
    """Appeals at the houses that the words may mean, latest first; filters do not apply."""
    houses = [house.id for house in search.houses(query, limit=_HOUSES)]
    rows = Appeal.objects.visible_to(actor).filter(house_id__in=houses)
    rows = rows.select_related("category", "organisation", "crew")
    return list(rows.order_by("-registered_at", "-id")[:_FOUND])
