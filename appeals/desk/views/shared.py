"""Shared views: saving the list one looks at, and the page where the head keeps them in order."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appeals import digits
from appeals.access import keeps_shared, shares
from appeals.actions import shared_views
from appeals.desk import back, lists, sections
from appeals.desk.entry import show, staff
from appeals.desk.filters import Filters
from appeals.desk.shared import rail
from appeals.errors import AppealError, BadInput, NotAllowed, NotFound
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def shared(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The views of one's side; a POST saves the list that its `view` and filters name."""
    _not_for_crews(actor)
    if request.method != "POST":
        return _page(request, actor)
    filters = Filters.read(request.POST).of_list(request.POST.get("view", ""))
    try:
        with transaction.atomic():
            view = shared_views.share_view(
                name=request.POST.get("name", ""),
                filters=dict(filters),
                by=actor,
                at=timezone.now(),
            )
    except BadInput as wrong:
        messages.error(request, str(wrong))
        return redirect(back.to(request, reverse("desk:shared")))
    messages.success(request, _("Вид «%(name)s» виден всем коллегам.") % {"name": view.name})
    return redirect(f"{_list(actor)}?view={_whole(actor)}&{filters.address}")


@require_POST
@staff()
def shared_view(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Another name or place for a view, or its end (`delete`)."""
    _not_for_crews(actor)
    place = digits.count(request.POST.get("position", ""))
    try:
        with transaction.atomic():
            if "delete" in request.POST:
                shared_views.drop_view(pk, by=actor)
            else:
                shared_views.change_view(
                    pk,
                    name=request.POST.get("name", ""),
                    position=place or 0,
                    by=actor,
                )
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except BadInput as wrong:
        return _page(request, actor, tried=pk, problem=wrong)
    messages.success(request, _("Сохранено."))
    return redirect("desk:shared")


def _page(
    request: HttpRequest, actor: Actor, *, tried: int = 0, problem: AppealError | None = None
) -> HttpResponse:
    if problem is not None:
        roll_back(request)
    context = {
        "lines": rail(actor, timezone.now(), Filters()),
        "keeps": keeps_shared(actor),
        "list": f"{_list(actor)}?view={_whole(actor)}",
        "tried": tried,
        "typed": request.POST.get("name", ""),
        "problem": problem,
    }
    return show(request, actor, "shared.html", context, status=problem.status if problem else 200)


def _list(actor: Actor) -> str:
    return reverse(sections.of(actor)[0].route)


def _whole(actor: Actor) -> str:
    """The list that a shared view narrows: everything open."""
    return lists.QUEUE.views[0].name if actor.organisation_id else "open"


def _not_for_crews(actor: Actor) -> None:
    if not shares(actor):
        raise PermissionDenied
