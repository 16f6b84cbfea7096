"""One invoice: paid, lowered, taken back; its acts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from billing import actions, amounts
from billing.clock import day_of
from billing.models import Act, Invoice, Payment
from console.entry import for_operators
from console.money.forms import LowerForm, PaidForm, Plain, ReasonForm
from console.money.views.doing import done, show, told
from paying.page import bills
from tenants.accounts.actor import Actor


@require_safe
@for_operators
def invoice(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """The invoice with everything that happened to it."""
    row = get_object_or_404(Invoice.objects.select_related("city", "contract"), pk=pk)
    today = day_of(timezone.now())
    (bill,) = bills([row], today)
    facts = {
        "bill": bill,
        "invoice": row,
        "entries": row.entries.select_related("payment", "act").order_by("pk"),
        "acts": row.acts.order_by("issued_on"),
        "paid": PaidForm(
            initial={"received_on": today, "kopecks": amounts.figures(bill.settled.owed)}
        ),
        "lower": LowerForm(),
        "reason": ReasonForm(),
    }
    return show(request, "invoice", facts)


@require_POST
@for_operators
def change_invoice(request: HttpRequest, pk: int, act: str, *, by: Actor) -> HttpResponse:
    """One of its buttons."""
    if act not in _ACTS:
        raise Http404
    row = get_object_or_404(Invoice.objects.select_related("city"), pk=pk)
    make, work, said = _ACTS[act]
    form = make(request.POST)
    if not told(request, form):
        return redirect("money:invoice", pk)
    return done(request, lambda: work(row, form.cleaned_data, by), said, "money:invoice", pk)


@require_POST
@for_operators
def void_act(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Take an act back; the next run makes it again."""
    row = get_object_or_404(Act, pk=pk)
    form = ReasonForm(request.POST)
    if not told(request, form):
        return redirect("money:invoice", row.invoice_id)
    reason = form.cleaned_data["reason"]
    return done(
        request,
        lambda: actions.take_act_back(pk, reason=reason, by=by, at=timezone.now()),
        "Акт отменён. Новый составится при следующем прогоне.",
        "money:invoice",
        row.invoice_id,
    )


def _pay(row: Invoice, data: dict[str, Any], by: Actor) -> object:
    return actions.receive(
        source=Payment.HAND, city=row.city, invoice=row, by=by, at=timezone.now(), **data
    )


def _lower(row: Invoice, data: dict[str, Any], by: Actor) -> object:
    return actions.lower(row.pk, by=by, at=timezone.now(), **data)


def _void(row: Invoice, data: dict[str, Any], by: Actor) -> object:
    return actions.void(row.pk, by=by, at=timezone.now(), **data)


_ACTS: dict[str, tuple[type[Plain], Callable[[Invoice, dict[str, Any], Actor], object], str]] = {
    "payment": (PaidForm, _pay, "Оплата отмечена: что было закрыто, уже открыто."),
    "lower": (LowerForm, _lower, "Счёт уменьшен."),
    "void": (ReasonForm, _void, "Счёт отменён."),
}
