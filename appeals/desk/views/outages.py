"""The outage register: the lists, a new outage, one outage with its houses and its end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import actions, digits
from appeals.actions.register_outage import Plan
from appeals.desk import register, sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.house_pick import HousePick
from appeals.desk.forms.outages import OutageChange, OutageEnd, OutageForm
from appeals.errors import AppealError, BadInput, NotFound
from appeals.house_words import order
from appeals.models import House, Outage
from appeals.registry import house_interruptions
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_HOUSES = 300
_LONGEST = 120


@require_safe
@staff(sections.OUTAGES)
def outages(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?view=` chooses the list, `?q=` searches by address, `?after=` goes on."""
    seen = Outage.objects.visible_to(actor)
    since = register.moment(request.GET.get("since", ""))
    if request.GET.get("partial") == "news" and since is not None:
        fresh = register.fresh_outages(seen, since)
        return render(request, "desk/news.html", {"fresh": fresh, "word": fresh, "address": "?"})
    query = request.GET.get("q", "").strip()[:_LONGEST]
    view = register.chosen(register.OUTAGES, request.GET.get("view", ""))
    now = timezone.now()
    page = (
        register.outages_at(seen, query)
        if query
        else register.outages(seen, view, at=now, after=request.GET.get("after", ""))
    )
    context = {"views": register.OUTAGES, "view": view, "page": page, "query": query}
    return show(request, actor, "outages.html", context, section=sections.OUTAGES)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.OUTAGES)
def new_outage(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; houses are shown as they were understood before anything is saved."""
    now = timezone.now()
    if request.method != "POST":
        start = timezone.localtime(now).replace(second=0, microsecond=0)
        form = OutageForm(actor, initial={"kind": "emergency", "starts_at": start})
        where = HousePick(text=request.GET.get("where", "")[:_LONGEST])
        return _form(request, actor, form, where)
    form, where = OutageForm(actor, request.POST), HousePick.of(request)
    if "check" in request.POST:
        return _form(request, actor, OutageForm(actor, initial=_typed(form)), where, asked=True)
    form.is_valid()
    data = form.cleaned_data
    if form.is_valid() and where.is_seen:
        plan = Plan(
            kind=data["kind"],
            service=data["service"],
            reason=data["reason"],
            public_words=data["public_words"],
            house_ids=where.found.ids,
            starts_at=data["starts_at"],
            forecast_at=data["forecast_at"],
        )
        try:
            with transaction.atomic():
                outage = actions.register_outage(
                    plan, organisation=data.get("organisation"), by=actor, at=now
                )
            messages.success(request, _("Отключение записано: жители домов его видят."))
            return redirect("desk:outage", outage.pk)
        except BadInput as wrong:
            put(form, where, wrong)
    roll_back(request)
    asked = form.is_valid() and not where.is_seen
    return _form(request, actor, form, where, asked=asked, status=200 if asked else 422)


@require_safe
@staff(sections.OUTAGES)
def outage(request: HttpRequest, actor: Actor, outage_id: int) -> HttpResponse:
    """One outage: what residents see, its houses against the law's limits, what can be done."""
    return _page(request, actor, _visible(outage_id, actor))


@require_POST
@staff(sections.OUTAGES)
def change_outage(request: HttpRequest, actor: Actor, outage_id: int) -> HttpResponse:
    """Another forecast, other words, more houses or fewer."""
    found = _visible(outage_id, actor)
    form, where = OutageChange(request.POST), HousePick.of(request)
    if "check" in request.POST or (form.is_valid() and not where.is_seen and where.text):
        return _page(request, actor, found, change=form, where=where)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.change_outage(
                    found.pk,
                    **form.cleaned_data,
                    add=where.found.ids,
                    remove=where.dropped,
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _("Сохранено: жители видят новый прогноз."))
            return redirect("desk:outage", found.pk)
        except AppealError as error:
            return _refused(request, actor, found, error, change=form, where=where)
    return _page(request, actor, found, change=form, where=where, status=422)


@require_POST
@staff(sections.OUTAGES)
def end_outage(request: HttpRequest, actor: Actor, outage_id: int) -> HttpResponse:
    """The service is back."""
    found = _visible(outage_id, actor)
    form = OutageEnd(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.end_outage(
                    found.pk,
                    ended_at=form.cleaned_data["ended_at"],
                    by=actor,
                    at=timezone.now(),
                    version=version(request),
                )
            messages.success(request, _("Отключение окончено."))
            return redirect("desk:outage", found.pk)
        except AppealError as error:
            return _refused(request, actor, found, error, end=form)
    return _page(request, actor, found, end=form, status=422)


def put(form: forms.Form, where: HousePick | None, wrong: BadInput) -> None:
    """The action's sentences at the form's fields; of houses beside them."""
    for name, sentence in wrong.fields.items():
        if name == "houses" and where is not None:
            where.problem = sentence
        elif name not in form.errors:
            form.add_error(name if name in form.fields else None, sentence)


def version(request: HttpRequest) -> int | None:
    """What the person has seen."""
    return digits.count(request.POST.get("version", ""))


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form.data.get(name, "") for name in form.fields}


def _visible(outage_id: int, actor: Actor) -> Outage:
    rows = Outage.objects.visible_to(actor).select_related("organisation", "incident")
    found = rows.filter(pk=outage_id).first() if outage_id < 2**63 else None
    if found is None:
        raise Http404
    return found


def _refused(
    request: HttpRequest, actor: Actor, found: Outage, error: AppealError, **forms_: Any
) -> HttpResponse:
    """The page as it is now, the sentence, and everything that was typed."""
    roll_back(request)
    if isinstance(error, NotFound):
        raise Http404 from error
    if isinstance(error, BadInput):
        form = forms_.get("change") or forms_["end"]
        put(form, forms_.get("where"), error)
        return _page(request, actor, _visible(found.pk, actor), **forms_, status=error.status)
    return _page(
        request, actor, _visible(found.pk, actor), problem=error, **forms_, status=error.status
    )


def _page(
    request: HttpRequest,
    actor: Actor,
    found: Outage,
    *,
    change: OutageChange | None = None,
    end: OutageEnd | None = None,
    where: HousePick | None = None,
    problem: AppealError | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    rows = House.objects.filter(outages__outage=found).select_related("street")
    houses = sorted(
        rows.order_by("street__name", "normal_number")[:_HOUSES],
        key=lambda house: (str(house.street), order(house.number)),
    )
    counts = house_interruptions.of_houses(
        [house.pk for house in houses], found.service, at=found.ended_at or now
    )
    lines = [(house, counts.get(house.pk)) for house in houses]
    if change is None:
        shown = {name: getattr(found, name) for name in OutageChange.base_fields}
        change = OutageChange(initial={name: _local(value) for name, value in shown.items()})
    context: dict[str, Any] = {
        "outage": found,
        "lines": sorted(
            lines, key=lambda line: -(line[1].excess.total_seconds() if line[1] else 0)
        ),
        "over": sum(1 for _, count in lines if count and count.is_over),
        "worst": max(
            (count for _, count in lines if count),
            key=lambda count: (count.excess, count.total),
            default=None,
        ),
        "change": change,
        "end": end or OutageEnd(initial={"ended_at": _local(now)}),
        "where": where or HousePick(),
        "problem": problem,
    }
    return show(request, actor, "outage.html", context, section=sections.OUTAGES, status=status)


def _local(value: Any) -> Any:
    return timezone.localtime(value) if hasattr(value, "tzinfo") else value


def _form(
    request: HttpRequest,
    actor: Actor,
    form: OutageForm,
    where: HousePick,
    *,
    asked: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "where": where, "asked": asked}
    return show(request, actor, "new_outage.html", context, section=sections.OUTAGES, status=status)
