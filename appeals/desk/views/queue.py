"""The organisation's queue: the next breach first, filters in the address, one appeal beside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import workflow
from appeals.desk import beside, bulk, chips, lists, paging, searching, sections, shared
from appeals.desk.entry import show, staff
from appeals.desk.filters import Filters
from appeals.desk.forms.filter import FilterForm
from appeals.models import Appeal
from tenants.accounts.actor import Actor

_LONGEST = 120


@require_safe
@staff(sections.QUEUE)
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` and the filters choose, `?q=` searches past them, `?appeal=` opens one beside."""
    view = lists.QUEUE.chosen(request.GET.get("view", ""))
    filters = Filters.read(request.GET)
    news = beside.fresh(request, actor, view, filters)
    if news is not None:
        return render(request, "desk/news.html", news)
    now = timezone.now()
    query = request.GET.get("q", "").strip()[:_LONGEST]
    if query:
        found = searching.look(query, actor, timezone.localdate(now))
        if found.one is not None and "appeal" not in request.GET:
            return redirect(beside.address(request, q=None, appeal=found.one.latin_number))
        page = paging.Page(found.rows)
    else:
        rows = view.rows(Appeal.objects.visible_to(actor), now)
        if filters:
            rows = rows.filter(filters.condition(now))
        # The organisation is every row's own: its name comes with the first of them.
        rows = rows.select_related("category", "organisation", "crew")
        page = paging.page(rows, view.order, request.GET.get("after", ""))
    is_exact = page.count is not None and not filters and not query
    exact = {view.name: page.count or 0} if is_exact else {}
    context: dict[str, Any] = {
        "rail": lists.QUEUE.counted(lists.standing(actor), actor, now, exact=exact),
        "shared": shared.rail(actor, now, filters.of_list(view.name)),
        "view": view,
        "page": page,
        "filters": filters,
        "query": query,
        "searched": bool(query),
        "opens": workflow.ACCEPT.sources,
        "bulk": bulk.MOVES.values(),
        "filter_address": beside.address(request, appeal=None, after=None, q=None),
        **beside.panel(request, actor),
    }
    if not page.rows and view.narrow is not None and not filters and not query:
        opened = Appeal.objects.visible_to(actor).open()
        context["nearest"] = next(iter(paging.NEXT_BREACH_FIRST.first(opened, 1)), None)
    if filters:
        context["chips"] = chips.words(filters)
    if "pick" in request.GET:
        context["filter_form"] = FilterForm(actor, initial=dict(filters))
    if page.next:
        context["next_address"] = beside.address(request, after=page.next, appeal=None)
    return show(request, actor, "queue.html", context, section=sections.QUEUE)
