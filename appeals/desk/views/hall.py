"""The dispatchers' hall: the board, the lists of the rail, the search, and one appeal beside."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import (
    beside,
    board,
    chips,
    lists,
    on_shift,
    paging,
    pulse,
    searching,
    sections,
)
from appeals.desk.entry import show, staff
from appeals.desk.filters import Filters
from appeals.desk.forms.filter import FilterForm
from appeals.insight import alarms
from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts.actor import Actor

BOARD = "board"
_LONGEST = 120


@require_safe
@staff(sections.HALL)
def hall(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?q=` searches, `?appeal=` opens one beside, `?after=` goes on."""
    name = request.GET.get("view", BOARD)
    view = None if name == BOARD else lists.hall(name, actor)
    news = beside.fresh(request, actor, view) if view else None
    if news is not None:
        return render(request, "desk/news.html", news)
    query = request.GET.get("q", "").strip()[:_LONGEST]
    found = searching.look(query, actor, timezone.localdate()) if query else searching.Found()
    if found.one is not None and "appeal" not in request.GET:
        return redirect(beside.address(request, q=None, appeal=found.one.latin_number))
    now = timezone.now()
    standing = lists.standing(actor)
    context: dict[str, Any] = {
        "view": view,
        "query": query,
        **_rail(actor, standing, now),
        **beside.panel(request, actor),
    }
    if query:
        context |= {"page": paging.Page(found.rows), "view": None, "searched": True}
    elif view is None:
        context["bays"] = board.fill(actor, standing, now)
        context["on_board"] = board.total(context["bays"])
    else:
        filters = Filters.read(request.GET)
        rows = view.rows(Appeal.objects.visible_to(actor), now).filter(filters.condition(now))
        context |= _filtered(request, actor, filters)
        rows = rows.select_related("category", "organisation", "crew")
        context["page"] = paging.page(
            rows, view.order, request.GET.get("after", ""), each=view.each
        )
    if context.get("page") and context["page"].next:
        context["next_address"] = beside.address(request, after=context["page"].next, appeal=None)
    if request.GET.get("partial"):
        context |= beside.arrived(request, board.standing(Appeal.objects.visible_to(actor)))
        return render(request, "desk/hall_live.html", context | {"now": now, "actor": actor})
    return show(request, actor, "hall.html", context, section=sections.HALL)


def _rail(actor: Actor, standing: dict[str, int], now: datetime) -> dict[str, Any]:
    """The counters of the rail, the papers of the shift, and what the hall hears."""
    counters = pulse.read(actor, now)
    return {
        "rail": lists.HALL.counted(standing, actor, now, bounded=counters.lists),
        "callbacks": standing.get(Status.RESOLVED, 0),
        "pulse": counters,
        "on_shift": on_shift.read(actor, now),
        "alarm": alarms.ringing(actor, now)[: alarms.MOST],
    }


def _filtered(request: HttpRequest, actor: Actor, filters: Filters) -> dict[str, Any]:
    """What the list is narrowed by, and the form that narrows it when it is asked for."""
    found: dict[str, Any] = {
        "filters": filters,
        "filter_address": beside.address(request, appeal=None, after=None, q=None),
    }
    if filters:
        found["chips"] = chips.words(filters)
    if "pick" in request.GET:
        found["filter_form"] = FilterForm(actor, initial=dict(filters))
    return found
