"""Cards and payments: which card pays, and what the bank says."""

from typing import Any

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import declined
from infra.fake_stripe.store import Object

# Stripe's own test cards: what happens when the card is shown, and when it is charged later.
GOOD, DECLINED, FAILS_LATER = "4242424242424242", "4000000000000002", "4000000000000341"
TOKENS = {
    "pm_card_visa": GOOD,
    "pm_card_visa_chargeDeclined": DECLINED,
    "pm_card_chargeCustomerFail": FAILS_LATER,
}


def attach(account: Account, params: Object, token: str) -> Object:
    """A card for a customer; the card that is always declined cannot be kept.

    Raises:
        Refused: declined; there is no such card or customer.
    """
    number = TOKENS.get(token)
    if number is None:
        card = account.store.get("payment_method", token)
        account.change(card, customer=params["customer"])
        return card
    return keep_card(account, params["customer"], number)


def keep_card(account: Account, customer: str, number: str) -> Object:
    """A new card of a customer.

    Raises:
        Refused: the bank says no at once.
    """
    if number == DECLINED:
        raise declined()
    card = account.add(
        stripe.PaymentMethod,
        account.store.get("customer", customer),
        allow_redisplay="unspecified",
        billing_details=shapes.made(stripe.PaymentMethod.BillingDetails),
        card=_card(number),
        customer=customer,
        metadata={},
        type="card",
    )
    # The kinds of payment that this one is not are not named at all.
    for name, value in list(card.items()):
        if value is None and name not in ("customer", "customer_account"):
            del card[name]
    account.store.note(card["id"])["number"] = number
    return card


def charge(
    account: Account, customer: Object, card: str | None, amount: int, **more: Any
) -> Object:
    """Ask the bank for money; the payment says whether it came."""
    number = account.store.note(card)["number"] if card else ""
    comes = bool(card) and number == GOOD and not account.faults.declines()
    payment = account.add(
        stripe.PaymentIntent,
        customer,
        amount=amount,
        amount_capturable=0,
        amount_received=amount if comes else 0,
        capture_method="automatic",
        confirmation_method="automatic",
        customer=customer["id"],
        metadata={},
        payment_method=card if comes else None,
        payment_method_types=["card"],
        status="succeeded" if comes else "requires_payment_method",
        last_payment_error=None if comes else _refusal(card),
        **more,
    )
    account.tell("payment_intent.created", payment)
    kind = "payment_intent.succeeded" if comes else "payment_intent.payment_failed"
    account.tell(kind, payment)
    return payment


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The payment."""
    return account.store.get("payment_intent", identifier)


def default_card(account: Account, *owners: Object) -> str | None:
    """The card that pays: the first owner's who has one."""
    for owner in owners:
        settings = owner.get("invoice_settings") or {}
        if card := owner.get("default_payment_method") or settings.get("default_payment_method"):
            return str(card)
    return None


def _card(number: str) -> Object:
    return shapes.made(
        stripe.PaymentMethod.Card,
        brand="visa",
        checks={
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass",
        },
        country="RU",
        display_brand="visa",
        exp_month=12,
        exp_year=2034,
        fingerprint=f"otklik{number[-4:]}",
        funding="credit",
        last4=number[-4:],
        networks={"available": ["visa"], "preferred": None},
        regulated_status="unregulated",
        three_d_secure_usage={"supported": True},
    )


def _refusal(card: str | None) -> Object:
    code = "card_declined" if card else "payment_intent_payment_attempt_failed"
    return shapes.made(
        stripe.PaymentIntent.LastPaymentError,
        code=code,
        decline_code="generic_decline",
        message="Your card was declined.",
        type="card_error",
    )
