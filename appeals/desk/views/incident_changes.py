"""What is done with an incident: told, its houses changed, closed house by house, dismissed; joined."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appeals import actions, digits
from appeals.access import leads_incidents
from appeals.desk import back, finding, incident_card, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.house_pick import HousePick
from appeals.desk.forms.incidents import CloseForm, DismissForm, HandForm, UpdateForm
from appeals.desk.views.outages import put, version
from appeals.errors import AppealError, BadInput, NotFound
from appeals.models import Appeal, Incident, IncidentHouse
from appeals.workflow import CLOSED
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_POSTED = ["GET", "HEAD", "POST"]
_MOST_OPEN = 20


@require_POST
@staff(sections.INCIDENTS)
def tell_incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """One update informs all."""
    found = finding.incident(number, actor)
    form = UpdateForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.update_incident(
                    found.pk,
                    **form.cleaned_data,
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _("Сказано всем, кого это касается."))
            return redirect("desk:incident", found.latin_number)
        except AppealError as error:
            return _again(request, actor, found, error, update_form=form)
    return _again(request, actor, found, None, update_form=form)


@require_POST
@staff(sections.INCIDENTS)
def dismiss_incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """It was none: every appeal goes its own way."""
    found = _led(number, actor)
    form = DismissForm(request.POST)
    form.is_valid()
    try:
        with transaction.atomic():
            actions.dismiss_incident(
                found.pk,
                reason=form.cleaned_data.get("reason", ""),
                by=actor,
                at=timezone.now(),
                version=version(request),
            )
    except AppealError as error:
        return _again(request, actor, found, error, dismiss_form=form)
    messages.success(request, _("Авария снята: обращения пойдут по одному."))
    return redirect("desk:incident", found.latin_number)


@require_http_methods(_POSTED)
@staff(sections.INCIDENTS)
def incident_houses(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Other houses, seen before they are saved; the name and the performer stand beside."""
    found = _led(number, actor)
    where = HousePick.of(request) if request.method == "POST" else HousePick()
    gone = [key for text in request.POST.getlist("gone") if (key := digits.key(text)) is not None]
    problem: AppealError | None = None
    shown = "check" in request.POST or bool(
        request.method == "POST" and where.text + where.kept_list and not where.is_seen
    )
    if request.method == "POST" and not shown and not where.problem:
        try:
            with transaction.atomic():
                actions.change_houses(
                    found.pk,
                    add=where.found.ids,
                    remove=gone,
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _("Дома аварии изменены."))
            return redirect("desk:incident", found.latin_number)
        except AppealError as error:
            roll_back(request)
            problem = _told(where, error)
    rows = IncidentHouse.objects.filter(incident=found).select_related("house", "house__street")
    context: dict[str, Any] = {
        "incident": found,
        "where": where,
        "asked": shown,
        "gone": gone,
        "problem": problem,
        "rows": incident_card.in_order(rows[:2000]),
    }
    status = problem.status if problem else 422 if where.problem else 200
    return show(
        request, actor, "incident_houses.html", context, section=sections.INCIDENTS, status=status
    )


@require_http_methods(_POSTED)
@staff(sections.INCIDENTS)
def hand_incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """A better name, another performer."""
    found = _led(number, actor)
    begun = {"title": found.title, "organisation": found.organisation_id}
    form = HandForm(request.POST) if request.method == "POST" else HandForm(initial=begun)
    problem: AppealError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.hand_incident(
                    found.pk,
                    **form.cleaned_data,
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _("Авария названа и передана."))
            return redirect("desk:incident", found.latin_number)
        except AppealError as error:
            roll_back(request)
            problem = error
            if isinstance(error, BadInput):
                put(form, None, error)
    status = problem.status if problem else 422 if form.is_bound else 200
    context = {"incident": found, "form": form, "problem": problem}
    return show(
        request, actor, "incident_hand.html", context, section=sections.INCIDENTS, status=status
    )


@require_http_methods(_POSTED)
@staff(sections.INCIDENTS)
def close_incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Asks of each house whether the service is back; `all` answers for those not answered yet."""
    found = _led(number, actor)
    rows = IncidentHouse.objects.filter(incident=found, state=IncidentHouse.WITHOUT)
    rows = rows.select_related("house", "house__street")
    houses = incident_card.in_order(rows)
    answers = {row.house_id: request.POST.get(f"house-{row.house_id}", "") for row in houses}
    form = CloseForm(request.POST or None)
    problem: AppealError | None = None
    every = request.POST.get("all", "")
    if every in ("back", "without"):
        answers = {house_id: answer or every for house_id, answer in answers.items()}
    elif request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                closed = actions.close_incident(
                    found.pk,
                    restored=[pk for pk, answer in answers.items() if answer == "back"],
                    not_restored=[pk for pk, answer in answers.items() if answer == "without"],
                    **form.cleaned_data,
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _closed(closed))
            return redirect("desk:incident", found.latin_number)
        except NotFound as missing:
            raise Http404 from missing
        except AppealError as error:
            roll_back(request)
            problem = error
    context = {
        "incident": found,
        "lines": [(row, answers[row.house_id]) for row in houses],
        "unanswered": sum(1 for answer in answers.values() if not answer),
        "form": form,
        "problem": problem,
    }
    status = problem.status if problem else 200
    return show(
        request, actor, "incident_close.html", context, section=sections.INCIDENTS, status=status
    )


@require_http_methods(_POSTED)
@staff(sections.INCIDENTS)
def appeal_incident(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """An appeal's incident: put it into an open one, take it out, or open one with it."""
    if not leads_incidents(actor):
        raise Http404
    appeal = finding.visible(number, actor)
    problem: AppealError | None = None
    if request.method == "POST":
        try:
            with transaction.atomic():
                _move(request, actor, appeal)
            return redirect(back.to(request, reverse("desk:appeal", args=[appeal.latin_number])))
        except NotFound as missing:
            raise Http404 from missing
        except AppealError as error:
            roll_back(request)
            problem = error
            appeal = finding.visible(number, actor)
    rows = Incident.objects.visible_to(actor).open().select_related("organisation", "outage")
    same = rows.filter(service=appeal.service) if appeal.service else rows
    context = {
        "appeal": appeal,
        "incidents": list(same.order_by("-opened_at")[:_MOST_OPEN]),
        "is_open": appeal.status not in CLOSED,
        "problem": problem,
        "back": back.to(request, reverse("desk:appeal", args=[appeal.latin_number])),
    }
    return show(
        request,
        actor,
        "appeal_incident.html",
        context,
        section=sections.INCIDENTS,
        status=problem.status if problem else 200,
    )


def _move(request: HttpRequest, actor: Actor, appeal: Appeal) -> None:
    now = timezone.now()
    if "leave" in request.POST:
        left = actions.leave_incident(appeal.pk, by=actor, at=now)
        messages.success(request, _("%(number)s отделено от аварии.") % {"number": left.number})
        return
    chosen = finding.incident(request.POST.get("incident", ""), actor)
    joined = actions.join_incident(appeal.pk, incident_id=chosen.pk, by=actor, at=now)
    messages.success(
        request,
        _("%(number)s присоединено к аварии %(incident)s.")
        % {"number": joined.number, "incident": chosen.number},
    )


def _led(number: str, actor: Actor) -> Incident:
    """The incident, if this person leads it; for others there is no such page."""
    if not leads_incidents(actor):
        raise Http404
    return finding.incident(number, actor)


def _told(where: HousePick, error: AppealError) -> AppealError:
    if isinstance(error, NotFound):
        raise Http404 from error
    if isinstance(error, BadInput):
        where.problem = str(error)
    return error


def _again(
    request: HttpRequest,
    actor: Actor,
    before: Incident,
    error: AppealError | None,
    **forms_: forms.Form,
) -> HttpResponse:
    """The incident as it is now, the sentence, and everything that was typed."""
    roll_back(request)
    if isinstance(error, NotFound):
        raise Http404 from error
    if isinstance(error, BadInput):
        for form in forms_.values():
            put(form, None, error)
    found = finding.incident(before.latin_number, actor)
    tried: dict[str, Any] = {**forms_}
    if error is not None and not isinstance(error, BadInput):
        tried["problem"] = error
    context = incident_card.read(found, actor, timezone.now(), tried=tried)
    status = error.status if error else 422
    return show(request, actor, "incident.html", context, section=sections.INCIDENTS, status=status)


def _closed(incident: Incident) -> str:
    if incident.is_open:
        return _("Отмеченные дома восстановлены, авария %(number)s продолжается.") % {
            "number": incident.number
        }
    return _("Авария %(number)s закрыта. Обращения ждут обратного звонка.") % {
        "number": incident.number
    }
