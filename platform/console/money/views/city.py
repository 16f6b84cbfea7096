"""One city's money: its contract, invoices, payments, and every line of its ledger."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from billing import actions, usage
from billing.clock import day_of
from billing.facts import Running
from billing.ledger import reading
from billing.models import (
    Act,
    Contract,
    Entry,
    Invoice,
    Payment,
    ProviderSubscription,
    Subscription,
)
from console.entry import for_operators
from console.money.forms import ExtraForm, RefundForm
from console.money.views.doing import done, show, told
from paying.forms import SpanForm
from paying.page import bills
from tenants import directory
from tenants.accounts.actor import Actor
from tenants.models import City

SHOWN = 24
LINES = 50


@require_safe
@for_operators
def city(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """The page; `?before=` goes further back in the ledger."""
    row = get_object_or_404(
        City.objects.select_related("entitlements"), schema_name=schema, kind="city"
    )
    today = day_of(timezone.now())
    entries = Entry.objects.filter(city=row).select_related("invoice", "act", "payment")
    if (before := digits.key(request.GET.get("before", ""))) is not None:
        entries = entries.filter(pk__lt=before)
    lines = list(entries.order_by("-pk")[: LINES + 1])
    subscription = Subscription.objects.select_related("plan").filter(city=row).first()
    facts = {
        "city": row,
        "subscription": subscription,
        "standing": directory.facts(row).entitlement,
        "used": usage.of(subscription.tenant, subscription.plan, today=today)
        if subscription
        else None,
        "cards": ProviderSubscription.objects.filter(payer__city=row).exclude(state=Running.ENDED),
        "contracts": Contract.objects.filter(city=row),
        "bills": bills(list(Invoice.objects.filter(city=row)[:SHOWN]), today),
        "acts": Act.objects.filter(city=row).select_related("invoice")[:SHOWN],
        "payments": Payment.objects.standing().filter(city=row).select_related("invoice")[:SHOWN],
        "balances": reading.balances(Entry.objects.filter(city=row)).items(),
        "debt": reading.debt(Entry.objects.filter(city=row)),
        "credit": reading.credit(row.pk),
        "lines": lines[:LINES],
        "older": lines[LINES - 1].pk if len(lines) > LINES else None,
        "span": SpanForm.of_year(today),
        "refund": RefundForm(initial={"day": today}),
        "extra": ExtraForm(initial={"wish": uuid4()}),
    }
    return show(request, "city", facts)


@require_POST
@for_operators
def refund(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Money that was sent back to the city."""
    row = get_object_or_404(City, schema_name=schema, kind="city")
    form = RefundForm(request.POST)
    if not told(request, form):
        return redirect("money:city", schema)
    data = form.cleaned_data
    return done(
        request,
        lambda: actions.refund(
            row,
            kopecks=data["kopecks"],
            day=data["day"],
            reason=data["reason"],
            key=f"{data['order_number']}.{data['day']}",
            by=by,
            at=timezone.now(),
        ),
        "Возврат записан.",
        "money:city",
        schema,
    )
