"""Paying by card: ordered here, carried out by a task, waited for on a page of ours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals.desk.settings.entry import administrators, page
from billing import operations, tariff
from billing.models import Operation, Subscription
from billing.models.invoice import STRIPE
from paying import cards
from tenants.accounts.actor import Actor
from tenants.accounts.models import User
from tenants.isolation import scope

# A page of the rail's stands for a day; whoever comes back later comes from a bookmark.
_PAGES_STAND = timedelta(days=2)
_PERIODS: dict[str, tariff.Period] = {"month": tariff.MONTH, "year": tariff.YEAR}


@require_POST
@administrators
def card(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Begin: a page of the rail's is ordered."""
    if not cards.is_offered():
        raise Http404
    period = _PERIODS.get(request.POST.get("period", ""), tariff.MONTH)
    tenant, email = scope.require(), _email(request)
    return _ordered(
        request, lambda: cards.pay(tenant, period, email=email, by=actor, at=timezone.now())
    )


@require_POST
@administrators
def cabinet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Another card, receipts: on the rail's own page."""
    if not cards.is_offered():
        raise Http404
    tenant, email = scope.require(), _email(request)
    return _ordered(
        request, lambda: cards.cabinet(tenant, email=email, by=actor, at=timezone.now())
    )


@require_POST
@administrators
def card_period(request: HttpRequest, actor: Actor) -> HttpResponse:
    """By the month or by the year, for a card that pays already."""
    tenant = scope.require()
    rows = Subscription.objects.select_related("plan")
    subscription = get_object_or_404(rows, tenant=tenant.role, rail=STRIPE)
    period = _PERIODS.get(request.POST.get("period", ""), tariff.MONTH)
    return _ordered(
        request,
        lambda: cards.change(tenant.role, subscription, period, by=actor, at=timezone.now()),
    )


@require_POST
@administrators
def card_end(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The end of the paid period is the last day."""
    role = scope.require().role
    return _ordered(request, lambda: operations.cancel(role, by=actor, at=timezone.now()))


@require_safe
@administrators
def waiting(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """Until the rail has answered; then on to its page, or back with a word."""
    operation = get_object_or_404(Operation, pk=pk, tenant=scope.require().role)
    if operation.state == Operation.DONE and operation.answer.get("url"):
        return redirect(operation.answer["url"])
    if operation.state == Operation.DONE:
        messages.success(request, "Готово: изменение принято.")
        return redirect("paying:home")
    if operation.state == Operation.REFUSED:
        messages.error(
            request, "Платёжная система отказала. Попробуйте ещё раз или платите по договору."
        )
        return redirect("paying:home")
    return page(request, actor, "billing", {"operation": operation}, template="billing_waiting")


def came_back(role: str, named: str, *, at: datetime) -> str:
    """Somebody comes back from a page of the rail's: look there, should its news be late or lost.

    The verb of the order that led there; empty where no page of this city's has that name.
    """
    try:
        pages = Operation.objects.filter(pk=UUID(named), verb__in=Operation.PAGES)
    except ValueError:
        return ""
    known = pages.filter(tenant=role, state=Operation.DONE, ordered_at__gt=at - _PAGES_STAND)
    operation = known.first()
    if operation is None:
        return ""
    operations.returned(operation)
    return operation.verb


def _ordered(request: HttpRequest, order: Callable[[], Operation]) -> HttpResponse:
    try:
        operation = order()
    except operations.NotNow as refused:
        messages.error(request, str(refused))
        return redirect("paying:home")
    return redirect("paying:waiting", operation.pk)


def _email(request: HttpRequest) -> str:
    return str(request.user.email or "") if isinstance(request.user, User) else ""
