"""Checkout: a page of Stripe's where somebody pays by card for a subscription."""

from typing import Any

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, declined, required
from infra.fake_stripe.resources import items, payments, subscriptions
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object

DAY, HALF_HOUR = 86_400, 1_800
TRIAL_AT_LEAST = 48 * 3_600


def create(account: Account, params: Object) -> Object:
    """A page to pay on; it is open for a day."""
    if params.get("mode") != "subscription":
        raise Refused("This fake only knows mode=subscription.", param="mode")
    for name in ("line_items", "success_url", "customer"):
        if name not in params:
            raise required(name)
    customer = account.store.get("customer", params["customer"])
    now = account.now(customer)
    priced = items.asked(account, params["line_items"])
    data = params.get("subscription_data", {})
    _check_trial(data.get("trial_end"), now)
    expires = params.get("expires_at", now + DAY)
    if not now + HALF_HOUR <= expires <= now + DAY:
        raise Refused("expires_at must be 30 minutes to 24 hours from now.", param="expires_at")
    total = 0 if data.get("trial_end") else items.total(priced)
    session = account.add(
        stripe.checkout.Session,
        customer,
        amount_subtotal=total,
        amount_total=total,
        automatic_tax=shapes.made(stripe.checkout.Session.AutomaticTax, enabled=False),
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        currency=priced[0]["price"]["currency"],
        custom_fields=[],
        custom_text=shapes.made(stripe.checkout.Session.CustomText),
        customer=customer["id"],
        expires_at=expires,
        locale=params.get("locale"),
        metadata=merged({}, params.get("metadata")),
        mode="subscription",
        payment_method_collection="always",
        payment_method_types=["card"],
        payment_status="unpaid",
        shipping_options=[],
        status="open",
        success_url=params["success_url"],
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
    )
    session["url"] = f"{account.url}/c/pay/{session['id']}"
    note = account.store.note(session["id"])
    note.update(priced=priced, data=data, test_clock=customer["test_clock"])
    return session


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The page's state."""
    return account.store.get("checkout.session", identifier)


def expire(account: Account, params: Object, identifier: str) -> Object:
    """Nobody can pay there any more."""
    session = account.store.get("checkout.session", identifier)
    if session["status"] != "open":
        raise Refused(f"Only open sessions can be expired; this one is {session['status']}.")
    account.change(session, status="expired", url=None)
    account.tell("checkout.session.expired", session)
    return session


def pay(account: Account, identifier: str, number: str) -> Object:
    """What happens when somebody presses the button on the page.

    Raises:
        Refused: the bank says no; the page stays open for another card.
    """
    session = account.store.get("checkout.session", identifier)
    if session["status"] != "open":
        raise Refused(f"This session is {session['status']}.")
    note = account.store.note(identifier)
    customer = account.store.get("customer", session["customer"])
    if number == payments.DECLINED or account.faults.declines():
        raise declined()
    card = payments.keep_card(account, customer["id"], number)
    data: dict[str, Any] = note["data"]
    subscription = subscriptions.begin(
        account,
        customer,
        note["priced"],
        trial_end=data.get("trial_end"),
        collection_method="charge_automatically",
        days_until_due=None,
        default_payment_method=card["id"],
        description=data.get("description"),
        metadata=merged({}, data.get("metadata")),
    )
    account.change(
        session,
        customer_details=shapes.made(
            stripe.checkout.Session.CustomerDetails,
            email=customer["email"],
            name=customer["name"],
            tax_exempt="none",
            tax_ids=[],
        ),
        invoice=subscription["latest_invoice"],
        payment_status="paid" if session["amount_total"] else "no_payment_required",
        status="complete",
        subscription=subscription["id"],
        url=None,
    )
    account.tell("checkout.session.completed", session)
    return session


def _check_trial(trial_end: int | None, now: int) -> None:
    if trial_end is not None and trial_end < now + TRIAL_AT_LEAST:
        raise Refused(
            "The `trial_end` date has to be at least 2 days in the future.",
            param="subscription_data[trial_end]",
        )
