"""Inviting one organisation; sending its letter again, withdrawing it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appeals import digits
from appeals.desk.forms.house_pick import HousePick
from appeals.desk.settings.entry import put
from appeals.errors import BadInput, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access, scope
from onboarding.organisations.entry import only, page
from onboarding.organisations.forms import InvitationForm
from onboarding.organisations.inviting import order as orders
from onboarding.organisations.inviting.invite import HOLDS, invite_again, withdraw
from onboarding.organisations.inviting.invite import invite as send
from onboarding.organisations.inviting.order import Order
from onboarding.organisations.kinds import KINDS
from onboarding.organisations.scope import Scope
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_PLAIN = (
    *("kind", "name", "short_name", "inn", "ogrn"),
    *("head_name", "email", "phone", "emergency_phone"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@only(access.speaks_for_city)
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; the houses are shown as they were understood before a letter leaves."""
    if request.method != "POST":
        return _page(request, actor, InvitationForm(initial=_begun(request)), HousePick())
    form, where = InvitationForm(request.POST), HousePick.of(request)
    form.is_valid()
    told = form.cleaned_data
    try:
        wanted = scope.checked(
            told.get("services") or KINDS[told.get("kind") or "service"].services,
            told.get("houses", ""),
            where.found.ids,
        )
        if "check" in request.POST or (wanted.houses == scope.CHOSEN and not where.is_seen):
            return _page(request, actor, form, where, shown=wanted)
        order = Order(scope=wanted, **{name: told.get(name, "") for name in _PLAIN})
        with transaction.atomic():
            organisation = send(order, by=actor, at=timezone.now())
    except BadInput as error:
        roll_back(request)
        put(form, error)
        return _page(request, actor, form, where, status=422)
    messages.success(request, f"Приглашение отправлено. Ссылка действует {HOLDS.days} дней.")
    return redirect("connecting:organisation", organisation.pk)


@require_POST
@only(access.speaks_for_city)
def again(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Send the letter once more, perhaps to another address."""
    try:
        with transaction.atomic():
            sent = invite_again(
                pk, by=actor, at=timezone.now(), email=request.POST.get("email", "")
            )
    except (BadInput, RefusedMove) as refused:
        roll_back(request)
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Письмо с новой ссылкой отправлено на {sent.email}.")
    return redirect("connecting:organisation", pk)


@require_POST
@only(access.speaks_for_city)
def withdrawal(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Let the link open nothing any more."""
    try:
        withdraw(pk, by=actor, at=timezone.now())
    except RefusedMove as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Приглашение отозвано: ссылка больше не открывается.")
    return redirect("connecting:organisation", pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    form: InvitationForm,
    where: HousePick,
    *,
    shown: Scope | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "where": where, "days": HOLDS.days}
    if shown is not None:
        known = _known(form)
        context |= {
            "shown": shown,
            "house_count": shown.of(known).count(),
            "others": scope.others_serving(shown, known),
        }
    return page(request, actor, "invite.html", context, status=status)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """What the city knows already of `?organisation=`."""
    key = digits.key(request.GET.get("organisation", ""))
    found = Organisation.objects.filter(pk=key or 0).first()
    if found is None:
        return {}
    told = ("kind", "name", "short_name", "inn", "ogrn", "email", "phone", "emergency_phone")
    begun: dict[str, Any] = {name: getattr(found, name) for name in told}
    kind = KINDS.get(found.kind)
    return begun | {"services": found.services, "houses": kind.houses if kind else scope.ALL}


def _known(form: InvitationForm) -> Organisation:
    """The organisation the form speaks of, where the city has it already; else a nameless one."""
    told = form.cleaned_data
    order = Order(**{name: told.get(name, "") for name in _PLAIN})
    found = orders.known(order) if order.name or order.inn else None
    return found or Organisation(pk=0)
