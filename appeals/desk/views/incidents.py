"""Mass incidents: the lists, a new one, one incident with its houses, appeals and story."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from appeals import actions
from appeals.access import leads_incidents
from appeals.desk import finding, incident_card, register, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.house_pick import HousePick
from appeals.desk.forms.incidents import IncidentForm
from appeals.desk.views.outages import put
from appeals.errors import BadInput
from appeals.models import Appeal, Incident
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_safe
@staff(sections.INCIDENTS)
def incidents(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?after=` goes on."""
    seen = Incident.objects.visible_to(actor)
    since = register.moment(request.GET.get("since", ""))
    if request.GET.get("partial") == "news" and since is not None:
        fresh = register.fresh_incidents(seen, since)
        return render(request, "desk/news.html", {"fresh": fresh, "word": fresh, "address": "?"})
    view = register.chosen(register.INCIDENTS, request.GET.get("view", ""))
    page = register.incidents(seen, view, after=request.GET.get("after", ""))
    context = {
        "views": register.INCIDENTS,
        "view": view,
        "page": page,
        "may_open": leads_incidents(actor),
    }
    return show(request, actor, "incidents.html", context, section=sections.INCIDENTS)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.INCIDENTS)
def new_incident(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; `?appeal=` begins it with an appeal's theme and house."""
    if not leads_incidents(actor):
        raise Http404
    if request.method != "POST":
        return _form(request, actor, *_begun(request, actor))
    form, where = IncidentForm(request.POST), HousePick.of(request)
    if "check" in request.POST:
        typed = {name: form.data.get(name, "") for name in form.fields}
        return _form(request, actor, IncidentForm(initial=typed), where, asked=True)
    if form.is_valid() and where.is_seen:
        try:
            with transaction.atomic():
                opened = actions.open_incident(
                    **form.cleaned_data, house_ids=where.found.ids, by=actor, at=timezone.now()
                )
            messages.success(request, _("Открыта авария %(number)s.") % {"number": opened.number})
            return redirect("desk:incident", opened.latin_number)
        except BadInput as wrong:
            put(form, where, wrong)
    roll_back(request)
    asked = form.is_valid() and not where.is_seen
    return _form(request, actor, form, where, asked=asked, status=200 if asked else 422)


@require_safe
@staff(sections.INCIDENTS)
def incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """One incident: clocks, houses, appeals, what was told, what can be done."""
    found = finding.incident(number, actor)
    since = register.moment(request.GET.get("since", ""))
    if request.GET.get("partial") == "news" and since is not None:
        fresh = incident_card.fresh(found, since)
        return render(request, "desk/news.html", {"fresh": fresh, "word": fresh, "address": "?"})
    context = incident_card.read(found, actor, timezone.now())
    return show(request, actor, "incident.html", context, section=sections.INCIDENTS)


def _begun(request: HttpRequest, actor: Actor) -> tuple[IncidentForm, HousePick]:
    """An empty form, or one that begins with an appeal."""
    number = request.GET.get("appeal", "")
    begins = finding.one(number, Appeal.objects.visible_to(actor).with_card()) if number else None
    if begins is None:
        return IncidentForm(), HousePick()
    first = {
        "category": begins.category_id,
        "title": begins.category.name,
        "organisation": begins.organisation_id or begins.named_organisation_id,
    }
    where = HousePick.at([begins.house_id]) if begins.house_id else HousePick()
    return IncidentForm(initial=first), where


def _form(
    request: HttpRequest,
    actor: Actor,
    form: IncidentForm,
    where: HousePick,
    *,
    asked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "where": where, "asked": asked}
    return show(
        request, actor, "new_incident.html", context, section=sections.INCIDENTS, status=status
    )
