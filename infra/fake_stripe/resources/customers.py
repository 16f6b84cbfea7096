"""Customers: whom to bill."""

import hashlib
from typing import Any

import stripe

from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import missing
from infra.fake_stripe.resources import subscriptions
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object

_PLAIN = (
    "address",
    "balance",
    "description",
    "email",
    "name",
    "phone",
    "preferred_locales",
    "tax_exempt",
)


def create(account: Account, params: Object) -> Object:
    """A new one."""
    clock = params.get("test_clock")
    if clock:
        account.store.get("test_helpers.test_clock", clock)
    customer = account.add(
        stripe.Customer,
        {"test_clock": clock},
        delinquent=False,
        invoice_settings=_settings(account, params.get("invoice_settings", {})),
        metadata=merged({}, params.get("metadata")),
        next_invoice_sequence=1,
        test_clock=clock,
        **{"balance": 0, "preferred_locales": [], "tax_exempt": "none"} | _plain(params),
    )
    customer["invoice_prefix"] = hashlib.sha256(customer["id"].encode()).hexdigest()[:8].upper()
    account.tell("customer.created", customer)
    return customer


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The customer as it is; one that was deleted says only that."""
    found = account.store.find(identifier)
    if found is None:
        raise missing("customer", identifier)
    return found


def update(account: Account, params: Object, identifier: str) -> Object:
    """Other values for what is named."""
    customer = account.store.get("customer", identifier)
    values = _plain(params)
    if "invoice_settings" in params:
        settings = _settings(account, params["invoice_settings"])
        values["invoice_settings"] = {**customer["invoice_settings"], **settings}
    values["metadata"] = merged(customer["metadata"], params.get("metadata"))
    account.change(customer, "customer.updated", **values)
    return customer


def delete(account: Account, params: Object, identifier: str) -> Object:
    """Gone, with all its subscriptions."""
    customer = account.store.get("customer", identifier)
    for subscription in account.store.all("subscription", customer=identifier):
        if subscription["status"] not in subscriptions.ENDED:
            subscriptions.end(account, subscription, "cancellation_requested")
    account.tell("customer.deleted", customer)
    gone = {"id": identifier, "object": "customer", "deleted": True}
    account.store.kinds["customer"][identifier] = gone
    return gone


def _plain(params: Object) -> Object:
    return {name: params[name] for name in _PLAIN if name in params}


def _settings(account: Account, sent: Any) -> Object:
    card = sent.get("default_payment_method")
    if card:
        account.store.get("payment_method", card)
    return {
        "custom_fields": None,
        "default_payment_method": card or None,
        "footer": sent.get("footer") or None,
        "rendering_options": None,
    }
