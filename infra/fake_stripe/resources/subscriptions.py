"""Subscriptions: what a customer pays again and again."""

from typing import Any

import stripe

from infra.fake_stripe import calendar, shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.resources import collecting, invoices, items, lines, payments
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object

ENDED = ("canceled", "incomplete_expired")


def create(account: Account, params: Object) -> Object:
    """A new one; without a trial its first invoice is final and tried at once."""
    for name in ("customer", "items"):
        if name not in params:
            raise required(name)
    customer = account.store.get("customer", params["customer"])
    now = account.now(customer)
    method = params.get("collection_method", "charge_automatically")
    if method == "send_invoice" and "days_until_due" not in params:
        raise Refused("days_until_due is required for send_invoice.", param="days_until_due")
    trial = params.get("trial_end")
    if trial is not None and trial <= now:
        raise Refused("trial_end must be in the future.", param="trial_end")
    pays_now = trial is None and method == "charge_automatically"
    if pays_now and not payments.default_card(account, params, customer):
        raise Refused(
            "This customer has no attached payment source or default payment method.",
            code="resource_missing",
        )
    return begin(
        account,
        customer,
        items.asked(account, params["items"]),
        trial_end=trial,
        collection_method=method,
        days_until_due=params.get("days_until_due"),
        default_payment_method=params.get("default_payment_method"),
        description=params.get("description"),
        metadata=merged({}, params.get("metadata")),
    )


def begin(
    account: Account, customer: Object, priced: list[Object], *, trial_end: int | None, **more: Any
) -> Object:
    """The subscription with its items and its first invoice."""
    now = account.now(customer)
    anchor = trial_end or now
    subscription = account.add(
        stripe.Subscription,
        customer,
        automatic_tax=shapes.made(stripe.Subscription.AutomaticTax, enabled=False),
        billing_cycle_anchor=anchor,
        billing_mode={"flexible": None, "type": "classic", "updated_at": None},
        billing_schedules=[],
        cancel_at_period_end=False,
        cancellation_details=shapes.made(stripe.Subscription.CancellationDetails),
        currency=priced[0]["price"]["currency"],
        customer=customer["id"],
        default_tax_rates=[],
        discounts=[],
        invoice_settings=shapes.made(
            stripe.Subscription.InvoiceSettings, issuer={"account": None, "type": "self"}
        ),
        payment_settings=shapes.made(
            stripe.Subscription.PaymentSettings, save_default_payment_method="off"
        ),
        start_date=now,
        status="trialing" if trial_end else "incomplete",
        test_clock=customer["test_clock"],
        trial_end=trial_end,
        trial_settings={
            "end_behavior": shapes.made(
                stripe.Subscription.TrialSettings.EndBehavior,
                missing_payment_method="create_invoice",
            )
        },
        trial_start=now if trial_end else None,
        **more,
    )
    end = trial_end or calendar.after(anchor, now, priced[0]["price"]["recurring"])
    items.put(account, subscription, priced, (now, end))
    if more["collection_method"] == "send_invoice" and not trial_end:
        subscription["status"] = "active"
    account.tell("customer.subscription.created", subscription)
    bill(account, subscription, "subscription_create", is_free=bool(trial_end), at_once=True)
    return subscription


def bill(
    account: Account,
    subscription: Object,
    reason: str,
    *,
    rows: list[Object] | None = None,
    is_free: bool = False,
    at_once: bool = False,
    past: tuple[int, int] | None = None,
) -> Object:
    """An invoice for the current period; the first one does not wait for an hour."""
    own = rows or [
        lines.of_item(account, subscription, item, **({"amount": 0} if is_free else {}))
        for item in subscription["items"]["data"]
    ]
    invoice = invoices.draft(
        account,
        account.store.get("customer", subscription["customer"]),
        own,
        currency=subscription["currency"],
        reason=reason,
        method=subscription["collection_method"],
        days_until_due=subscription["days_until_due"],
        subscription=subscription,
        past=past,
    )
    subscription["latest_invoice"] = invoice["id"]
    if at_once:
        invoices.close(account, invoice)
        collecting.advance(account, invoice)
    return invoice


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The subscription."""
    return account.store.get("subscription", identifier)


def update(account: Account, params: Object, identifier: str) -> Object:
    """Other items, another end, another card."""
    subscription = account.store.get("subscription", identifier)
    if subscription["status"] in ENDED:
        raise Refused("A canceled subscription can only update its metadata.")
    values: Object = {"metadata": merged(subscription["metadata"], params.get("metadata"))}
    for name in ("default_payment_method", "description", "days_until_due", "collection_method"):
        if name in params:
            values[name] = params[name]
    if "cancel_at_period_end" in params:
        values |= _leaving(account, subscription, params["cancel_at_period_end"])
    rows: list[Object] = []
    if "items" in params:
        rows = items.replaced(
            account,
            subscription,
            params["items"],
            params.get("proration_behavior"),
            trial_end=params.get("trial_end"),
        )
        values["items"] = subscription["items"]
        values |= _trying(account, subscription, params.get("trial_end"))
        account.tell("customer.subscription.updated", subscription, {"items": None})
    account.change(subscription, "customer.subscription.updated", **values)
    if rows or "trial_end" in params:
        bill(
            account,
            subscription,
            "subscription_update",
            rows=rows,
            is_free=not rows,
            at_once=True,
        )
    return subscription


def cancel(account: Account, params: Object, identifier: str) -> Object:
    """The end, now."""
    subscription = account.store.get("subscription", identifier)
    if subscription["status"] in ENDED:
        raise Refused(f"No such subscription: '{identifier}'", code="resource_missing", status=404)
    end(account, subscription, "cancellation_requested")
    return subscription


def end(account: Account, subscription: Object, reason: str, status: str = "canceled") -> None:
    """From now on nothing is asked for, not even what is owed: that is left to people."""
    now = account.now(subscription)
    for invoice in account.store.all("invoice", customer=subscription["customer"]):
        if of_invoice(account, invoice) is subscription and invoice["status"] in ("draft", "open"):
            invoice.update(
                auto_advance=False, automatically_finalizes_at=None, next_payment_attempt=None
            )
    account.change(
        subscription,
        canceled_at=subscription["canceled_at"] or now,
        cancellation_details={**subscription["cancellation_details"], "reason": reason},
        ended_at=now,
        status=status,
    )
    kind = "deleted" if status == "canceled" else "updated"
    account.tell(f"customer.subscription.{kind}", subscription)


def of_invoice(account: Account, invoice: Object) -> Object | None:
    """The subscription that an invoice was made for."""
    parent = invoice["parent"]
    if parent is None:
        return None
    return account.store.get("subscription", parent["subscription_details"]["subscription"])


def paid(account: Account, subscription: Object) -> None:
    """One of its invoices is paid; with the last one everything is well again."""
    if subscription["status"] in ("incomplete", "past_due", "unpaid") and not _owes(
        account, subscription
    ):
        account.change(subscription, "customer.subscription.updated", status="active")


def payment_failed(account: Account, subscription: Object, *, is_last: bool) -> None:
    """One of its invoices could not be paid."""
    if subscription["status"] in ("incomplete", *ENDED):
        return
    if not is_last:
        account.change(subscription, "customer.subscription.updated", status="past_due")
    elif account.after_retries == "cancel":
        end(account, subscription, "payment_failed")
    else:
        status = account.after_retries
        account.change(subscription, "customer.subscription.updated", status=status)


def _owes(account: Account, subscription: Object) -> bool:
    return any(
        of_invoice(account, invoice) is subscription
        for invoice in account.store.all("invoice", status="open")
        if invoice["attempted"] or invoice["due_date"]
    )


def _trying(account: Account, subscription: Object, until: int | None) -> Object:
    """A trial in the middle of a subscription: nothing is asked for until it ends."""
    if until is None:
        return {}
    return {"status": "trialing", "trial_start": account.now(subscription), "trial_end": until}


def _leaving(account: Account, subscription: Object, leaves: bool) -> Object:
    _, period_end = items.period(subscription)
    reason = "cancellation_requested" if leaves else None
    return {
        "cancel_at_period_end": leaves,
        "cancel_at": period_end if leaves else None,
        "canceled_at": account.now(subscription) if leaves else None,
        "cancellation_details": {**subscription["cancellation_details"], "reason": reason},
    }
