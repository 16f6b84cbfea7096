"""Cities that ask to be let in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals.errors import AppealError
from console import orders
from console.entry import for_operators
from console.models import Action
from onboarding.cities import applications as verbs
from onboarding.cities.mailboxes import is_public
from onboarding.cities.models import Admission, Application
from onboarding.cities.onair import city_of
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

SHOWN = 100


@require_safe
@for_operators
def applications(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """What waits for a decision, then what was decided."""
    confirmed = Application.objects.exclude(state=Application.ASKED)
    context = {
        "waiting": confirmed.to_decide().order_by("confirmed_at")[:SHOWN],
        "decided": confirmed.filter(decided_at__isnull=False).order_by("-decided_at")[:SHOWN],
        "admission": Admission.current(),
        "section": "applications",
    }
    return render(request, "console/applications.html", context)


@require_safe
@for_operators
def application(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """One of them, with everything that helps to decide."""
    return _card(request, pk)


@require_POST
@for_operators
def approve(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Order the city; its page shows the steps."""
    get_object_or_404(Application, pk=pk)
    now = timezone.now()
    try:
        job = verbs.approve(pk, by=by, at=now)
    except AppealError as error:
        roll_back(request)
        return _card(request, pk, problem=str(error), status=error.status)
    wanted = job.wanted
    orders.note(Action.ORDERED, job, by=by, at=now, host=wanted["host"], code=wanted["code"])
    return redirect("console:city", job.schema_name)


@require_POST
@for_operators
def refuse(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Write to the applicant why not."""
    get_object_or_404(Application, pk=pk)
    reason = request.POST.get("reason", "")
    try:
        verbs.refuse(pk, reason=reason, by=by, at=timezone.now())
    except AppealError as error:
        roll_back(request)
        return _card(request, pk, problem=str(error), reason=reason, status=error.status)
    messages.success(request, _("Заявка отклонена, письмо с причиной отправлено."))
    return redirect("console:applications")


@require_POST
@for_operators
def admission(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Let new cities in at once, or after a look."""
    changed = verbs.admit_at_once(
        request.POST.get("instant") == "yes", by=by, at=timezone.now()
    ).is_instant
    messages.success(
        request,
        _("Новые города создаются сразу после подтверждения почты.")
        if changed
        else _("Новые города ждут решения оператора."),
    )
    return redirect("console:applications")


def _card(
    request: HttpRequest, pk: int, *, problem: str = "", reason: str = "", status: int = 200
) -> HttpResponse:
    found = get_object_or_404(Application.objects.exclude(state=Application.ASKED), pk=pk)
    context = {
        "application": found,
        "place": found.place,
        "on_air": city_of(found.place),
        "is_public_mail": is_public(found.email),
        "others": Application.objects.filter(fias=found.fias)
        .exclude(pk=pk)
        .exclude(state=Application.ASKED),
        "problem": problem,
        "reason": reason,
        "section": "applications",
    }
    return render(request, "console/application.html", context, status=status)
