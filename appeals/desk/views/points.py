"""Problem points at the desk: what waits for a cause and a measure, one point, its closing."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions
from appeals.access import keeps_passports
from appeals.desk import points as lists
from appeals.desk import register, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.points import PointForm
from appeals.desk.views.outages import put, version
from appeals.errors import AppealError, BadInput, NotFound
from appeals.insight import problem_points
from appeals.models import Cause, ProblemPoint
from appeals.registry import exact
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_APPEALS = 20
_LONGEST = 120


@require_safe
@staff(sections.POINTS)
def points(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?q=` finds a house, `?after=` goes on."""
    query = request.GET.get("q", "").strip()[:_LONGEST]
    view = register.chosen(lists.VIEWS, request.GET.get("view", ""))
    context: dict[str, Any] = {"views": lists.VIEWS, "view": view, "query": query}
    if query:
        meant = exact.meant(query)
        context |= {"house": meant.house, "choices": meant.choices}
        context["page"] = lists.at_house(meant.house.id if meant.house else None)
    else:
        context["page"] = lists.page(view, after=request.GET.get("after", ""))
    context["keeps_passports"] = keeps_passports(actor)
    return show(request, actor, "points.html", context, section=sections.POINTS)


@require_safe
@staff(sections.POINTS)
def point(request: HttpRequest, actor: Actor, point_id: int) -> HttpResponse:
    """One point: its appeals, its history, what can be told."""
    return _page(request, actor, _found(point_id))


@require_POST
@staff(sections.POINTS)
def explain_point(request: HttpRequest, actor: Actor, point_id: int) -> HttpResponse:
    """Cause and measure as far as they are known."""
    return _tell(
        request,
        actor,
        point_id,
        actions.explain_point,
        _("Сохранено: жители видят причину и меру."),
    )


@require_POST
@staff(sections.POINTS)
def close_point(request: HttpRequest, actor: Actor, point_id: int) -> HttpResponse:
    """Closed with cause and measure."""
    return _tell(
        request,
        actor,
        point_id,
        actions.close_point,
        _("Точка закрыта: жители видят причину и меру."),
    )


def _tell(request: HttpRequest, actor: Actor, point_id: int, verb: Any, done: str) -> HttpResponse:
    found = _found(point_id)
    form = PointForm(found, request.POST)
    if not form.is_valid():
        return _page(request, actor, found, form=form, status=422)
    try:
        with transaction.atomic():
            verb(
                found.pk, **form.cleaned_data, by=actor, at=timezone.now(), version=version(request)
            )
    except NotFound as missing:
        raise Http404 from missing
    except AppealError as error:
        roll_back(request)
        if isinstance(error, BadInput):
            put(form, None, error)
            return _page(request, actor, _found(point_id), form=form, status=error.status)
        return _page(
            request, actor, _found(point_id), form=form, problem=error, status=error.status
        )
    messages.success(request, done)
    return redirect("desk:point", found.pk)


def _found(point_id: int) -> ProblemPoint:
    found = ProblemPoint.objects.shown().filter(pk=point_id).first() if point_id < 2**63 else None
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    actor: Actor,
    found: ProblemPoint,
    *,
    form: PointForm | None = None,
    problem: AppealError | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = problem_points.appeals_of(found).visible_to(actor)
    names = {cause.code: cause.name for cause in Cause.objects.all()}
    context = {
        "point": found,
        "cause": names.get(found.cause, found.cause),
        "records": [
            (record, names.get(record.cause, record.cause)) for record in found.records.all()
        ],
        "appeals": seen.select_related("category", "organisation", "crew")[:_APPEALS],
        "form": form or PointForm(found),
        "problem": problem,
        "keeps_passports": keeps_passports(actor),
    }
    return show(request, actor, "point.html", context, section=sections.POINTS, status=status)
