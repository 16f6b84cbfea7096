"""The shift: handing over, taking over, and every paper that was ever signed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appeals import actions, digits
from appeals.actions.hand_over import may_take
from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.shift import GiveForm, TakeForm
from appeals.errors import AppealError, BadInput
from appeals.insight import shifts
from appeals.models import Handover
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_MOST = 30


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.HALL)
def shift(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What would be handed over now, the form that does it, and the papers; `?before=` goes on."""
    form = GiveForm(actor, request.POST or None)
    now = timezone.now()
    status = 200
    if request.method == "POST":
        made = _signed(
            request,
            form,
            lambda: actions.hand_over(
                to=form.cleaned_data["to"],
                words=form.cleaned_data["words"],
                snapshot=shifts.snapshot(actor, now),
                by=actor,
                at=now,
            ),
        )
        if isinstance(made, Handover):
            messages.success(
                request, _("Смена сдана. Ждём подписи: %(who)s.") % {"who": made.given_to_name}
            )
            return redirect("desk:handover", made.pk)
        status = made.status
    papers = Handover.objects.order_by("-id")
    if (before := digits.key(request.GET.get("before", ""))) is not None:
        papers = papers.filter(pk__lt=before)
    rows = list(papers.defer("snapshot")[: _MOST + 1])
    waiting = list(Handover.objects.waiting().defer("snapshot"))
    context: dict[str, Any] = {
        "form": form,
        "seen": shifts.snapshot(actor, now),
        "waiting": [(paper, may_take(paper, actor)) for paper in waiting],
        "has_given": any(paper.given_by_id == actor.user_id for paper in waiting),
        "papers": rows[:_MOST],
        "before": rows[_MOST - 1].pk if len(rows) > _MOST else None,
    }
    return show(request, actor, "shift.html", context, section=sections.HALL, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.HALL)
def handover(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One paper; `withdraw` takes it back, anything else sent is the second signature."""
    now = timezone.now()
    form = TakeForm(now, request.POST or None)
    status = 200
    if request.method == "POST":
        if "withdraw" in request.POST:
            made = _signed(request, form, lambda: actions.withdraw_handover(pk, by=actor, at=now))
            done = _("Отозвано. Бумага осталась в списке.")
        else:
            made = _signed(
                request, form, lambda: actions.take_over(pk, by=actor, at=now, **form.told())
            )
            done = _("Смена принята. Спокойной работы.")
        if isinstance(made, Handover):
            messages.success(request, done)
            return redirect("desk:handover", pk)
        status = made.status
    paper = Handover.objects.filter(pk=pk).first()
    if paper is None:
        raise Http404
    context = {
        "paper": paper,
        "seen": paper.snapshot,
        "form": form,
        "may_take": paper.is_waiting and may_take(paper, actor),
        "is_own": paper.is_waiting and paper.given_by_id == actor.user_id,
    }
    return show(request, actor, "handover.html", context, section=sections.HALL, status=status)


def _signed(
    request: HttpRequest, form: forms.Form, sign: Callable[[], Handover]
) -> Handover | AppealError:
    """The paper, or why it was not signed; then the form says it and keeps what was typed."""
    try:
        if not form.is_valid():
            raise BadInput({name: " ".join(map(str, told)) for name, told in form.errors.items()})
        with transaction.atomic():
            return sign()
    except AppealError as error:
        roll_back(request)
        for name, sentence in (
            error.fields if isinstance(error, BadInput) else {"": str(error)}
        ).items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, sentence)
        return error
