"""Money given back."""

import stripe

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object


def create(account: Account, params: Object) -> Object:
    """Give back a payment or a part of it."""
    if "payment_intent" not in params:
        raise required("payment_intent")
    payment = account.store.get("payment_intent", params["payment_intent"])
    left = payment["amount_received"] - sum(
        each["amount"]
        for each in account.store.all("refund", payment_intent=payment["id"])
        if each["status"] == "succeeded"
    )
    amount = params.get("amount", left)
    if not 0 < amount <= left:
        raise Refused(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            code="charge_already_refunded" if not left else "",
            param="amount",
        )
    refund = account.add(
        stripe.Refund,
        amount=amount,
        currency=payment["currency"],
        customer=payment["customer"],
        metadata=merged({}, params.get("metadata")),
        payment_intent=payment["id"],
        payment_method=payment["payment_method"],
        reason=params.get("reason"),
        status="succeeded",
    )
    account.tell("refund.created", refund)
    return refund


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The refund."""
    return account.store.get("refund", identifier)
