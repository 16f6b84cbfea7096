"""Drafting an agreement, sending it, writing down one on paper."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals.desk.forms.house_pick import HousePick
from appeals.desk.settings.entry import put
from appeals.errors import AppealError, BadInput, NotAllowed, NotFound, RefusedMove
from appeals.models import Organisation
from appeals.terms import CLOCKS
from onboarding.organisations import access, scope
from onboarding.organisations.agreements import drafting, previewing, sending, terms
from onboarding.organisations.agreements.drafting import Wanted
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.entry import only, page
from onboarding.organisations.files import PDF, attached
from onboarding.organisations.forms import AgreementForm, PaperForm
from onboarding.organisations.models import Details
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@only(access.speaks_for_city)
def draft(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The draft's form; `?additional=1` changes what holds. `send` numbers and sends it."""
    organisation = access.one(pk, actor)
    now = timezone.now()
    additional = "additional" in (request.POST if request.method == "POST" else request.GET)
    if request.method != "POST":
        begun = drafting.begun(organisation, at=now, is_additional=additional)
        where = HousePick.at(list(begun.scope.ids))
        return _page(request, actor, organisation, _filled(begun), where, additional)
    form, where = AgreementForm(request.POST, initial=request.POST.dict()), HousePick.of(request)
    form.is_valid()
    told = form.cleaned_data
    try:
        wanted = scope.checked(told.get("services") or (), told.get("houses", ""), where.found.ids)
        unseen = wanted.houses == scope.CHOSEN and not where.is_seen
        if not form.errors and ("check" in request.POST or unseen):
            return _page(request, actor, organisation, form, where, additional, shown=wanted)
        if form.errors:
            return _page(request, actor, organisation, form, where, additional, status=422)
        last = told["last_day"]
        plan = Wanted(
            scope=wanted,
            terms={clock: told[clock] for clock in CLOCKS},
            since=told["since"],
            until=last + DAY if last else None,
            is_additional=additional,
        )
        with transaction.atomic():
            made = drafting.draft(pk, plan, by=actor, at=now)
            if "send" in request.POST:
                made = sending.send(made.pk, by=actor, at=now)
    except (BadInput, RefusedMove) as refused:
        roll_back(request)
        _put(form, refused)
        return _page(request, actor, organisation, form, where, additional, status=422)
    if "send" in request.POST:
        messages.success(request, f"{drafting.agreement_name(made)} отправлено на подпись.")
        return redirect("connecting:agreement", made.pk)
    messages.success(request, "Черновик сохранён.")
    return redirect("connecting:organisation", pk)


@require_safe
@only(access.takes_drafts)
def preview(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The draft as the document it would become, without a number."""
    organisation = access.one(pk, actor)
    known = drafting.drafts(organisation)
    if known is None:
        raise Http404
    made = previewing.of_draft(known, at=timezone.now())
    return attached(made, f"Проект соглашения {organisation}.pdf", PDF)


@require_http_methods(["GET", "HEAD", "POST"])
@only(access.speaks_for_city)
def paper(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Write down an agreement that was signed on paper before."""
    organisation = access.one(pk, actor)
    form = PaperForm(request.POST or None, initial={"number": organisation.agreement_number})

    def act() -> None:
        told = form.cleaned_data
        last = told["last_day"]
        record_paper(
            organisation,
            number=told["number"],
            since=told["since"],
            until=last + DAY if last else None,
            by=actor,
            at=timezone.now(),
        )

    if request.method == "POST" and form.is_valid() and _done(request, form, act):
        messages.success(request, "Соглашение на бумаге записано.")
        return redirect("connecting:organisation", pk)
    context = {"form": form, "organisation": organisation}
    return page(request, actor, "paper.html", context, status=422 if form.is_bound else 200)


@require_POST
@only(access.speaks_for_city)
def send(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Send the draft that waits."""
    organisation = access.one(pk, actor)
    known = drafting.drafts(organisation)
    if known is None:
        raise Http404
    try:
        with transaction.atomic():
            made = sending.send(known.pk, by=actor, at=timezone.now())
    except (BadInput, RefusedMove) as refused:
        roll_back(request)
        messages.error(request, str(refused))
        return redirect("connecting:organisation", pk)
    messages.success(request, f"{drafting.agreement_name(made)} отправлено на подпись.")
    return redirect("connecting:agreement", made.pk)


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    """Act; a refusal stands at its field, and nothing of the action stays."""
    try:
        with transaction.atomic():
            act()
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except AppealError as refused:
        roll_back(request)
        _put(form, refused)
        return False
    return True


def _put(form: forms.Form, refused: AppealError) -> None:
    if isinstance(refused, BadInput):
        put(form, refused)
    else:
        form.add_error(None, str(refused))


def _filled(begun: Wanted) -> AgreementForm:
    """The form with what the draft begins with."""
    return AgreementForm(
        initial={
            "services": list(begun.scope.services),
            "houses": begun.scope.houses,
            "since": begun.since,
            "last_day": begun.until - DAY if begun.until else None,
            **dict(begun.terms),
        }
    )


def _page(
    request: HttpRequest,
    actor: Actor,
    organisation: Organisation,
    form: AgreementForm,
    where: HousePick,
    additional: bool,
    *,
    shown: scope.Scope | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {
        "organisation": organisation,
        "form": form,
        "where": where,
        "additional": additional,
        "usual": terms.usual(organisation.services, at=now).values(),
        "details": Details.objects.filter(organisation=organisation).first(),
        "has_draft": drafting.drafts(organisation) is not None,
    }
    if shown is not None:
        context |= {
            "shown": shown,
            "house_count": shown.of(organisation).count(),
            "others": scope.others_serving(shown, organisation),
        }
    return page(request, actor, "draft.html", context, status=status)
