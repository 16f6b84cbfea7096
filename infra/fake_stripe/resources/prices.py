"""Products, and what they cost."""

from typing import Any

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object


def create_product(account: Account, params: Object) -> Object:
    """A new product; its identifier may be ours."""
    if "name" not in params:
        raise required("name")
    known = account.store.kinds.get("product", {})
    if params.get("id") in known:
        raise Refused(
            f"Product already exists: {params['id']}", code="resource_already_exists", param="id"
        )
    own = {"id": params["id"]} if "id" in params else {}
    product = account.add(
        stripe.Product,
        active=params.get("active", True),
        description=params.get("description"),
        images=[],
        marketing_features=[],
        metadata=merged({}, params.get("metadata")),
        name=params["name"],
        type="service",
        unit_label=params.get("unit_label"),
        updated=account.now(),
        **own,
    )
    account.tell("product.created", product)
    return product


def retrieve_product(account: Account, params: Object, identifier: str) -> Object:
    """The product."""
    return account.store.get("product", identifier)


def update_product(account: Account, params: Object, identifier: str) -> Object:
    """Another name or description."""
    product = account.store.get("product", identifier)
    values: Object = {
        name: params[name] for name in ("active", "description", "name") if name in params
    }
    values["metadata"] = merged(product["metadata"], params.get("metadata"))
    if account.change(product, "product.updated", **values):
        product["updated"] = account.now()
    return product


def create(account: Account, params: Object) -> Object:
    """A new price of a product; a key to look it up by belongs to one price alone."""
    if "currency" not in params:
        raise required("currency")
    if "unit_amount" not in params:
        raise required("unit_amount")
    key = params.get("lookup_key")
    if key and account.store.all("price", lookup_key=key):
        raise Refused(
            f"A price (`{key}`) already uses that lookup key.",
            code="resource_already_exists",
            param="lookup_key",
        )
    if "product_data" in params:
        product = create_product(account, {"name": params["product_data"]["name"]})["id"]
    elif "product" in params:
        product = account.store.get("product", params["product"])["id"]
    else:
        raise required("product")
    price = add(account, product, params)
    account.tell("price.created", price)
    return price


def add(account: Account, product: str, params: Object) -> Object:
    """The price itself, also one that was described inside another request."""
    recurring = params.get("recurring")
    return account.add(
        stripe.Price,
        active=True,
        billing_scheme="per_unit",
        currency=params["currency"],
        lookup_key=params.get("lookup_key"),
        metadata=merged({}, params.get("metadata")),
        nickname=params.get("nickname"),
        product=product,
        recurring=_recurring(recurring) if recurring else None,
        tax_behavior=params.get("tax_behavior", "unspecified"),
        type="recurring" if recurring else "one_time",
        unit_amount=params["unit_amount"],
        unit_amount_decimal=str(params["unit_amount"]),
    )


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The price."""
    return account.store.get("price", identifier)


def wanted(price: Object, params: Object) -> bool:
    """Whether a price belongs into the list that was asked for."""
    keys = params.get("lookup_keys")
    return (
        (not keys or price["lookup_key"] in keys)
        and params.get("product") in (None, price["product"])
        and params.get("active") in (None, price["active"])
    )


def as_plan(price: Object) -> Object:
    """The older word for a recurring price, still inside every item of a subscription."""
    recurring = price["recurring"]
    return shapes.made(
        stripe.Plan,
        id=price["id"],
        active=price["active"],
        amount=price["unit_amount"],
        amount_decimal=price["unit_amount_decimal"],
        billing_scheme="per_unit",
        created=price["created"],
        currency=price["currency"],
        interval=recurring["interval"],
        interval_count=recurring["interval_count"],
        metadata={},
        nickname=price["nickname"],
        product=price["product"],
        usage_type="licensed",
    )


def _recurring(sent: Any) -> Object:
    return shapes.made(
        stripe.Price.Recurring,
        interval=sent["interval"],
        interval_count=sent.get("interval_count", 1),
        usage_type="licensed",
    )
