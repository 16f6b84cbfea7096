"""The customer's own page: card, invoices, the end of the subscription."""

import stripe

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import required
from infra.fake_stripe.store import Object

CONFIGURATION = "bpc_otklik"


def create(account: Account, params: Object) -> Object:
    """A way in for a moment."""
    if "customer" not in params:
        raise required("customer")
    customer = account.store.get("customer", params["customer"])
    session = account.add(
        stripe.billing_portal.Session,
        customer,
        configuration=params.get("configuration", CONFIGURATION),
        customer=customer["id"],
        locale=params.get("locale"),
        return_url=params.get("return_url"),
        url="",
    )
    session["url"] = f"{account.url}/p/session/{session['id']}"
    account.tell("billing_portal.session.created", session)
    return session
