"""Lines of invoices: what is asked for, and for which time."""

from typing import Any

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.store import Object


def of_item(account: Account, subscription: Object, item: Object, **more: Any) -> Object:
    """A period of a subscription's item."""
    price = item["price"]
    amount = more.pop("amount", price["unit_amount"] * item["quantity"])
    period = more.pop("period", (item["current_period_start"], item["current_period_end"]))
    parent = {
        "invoice_item_details": None,
        "subscription_item_details": shapes.made(
            stripe.InvoiceLineItem.Parent.SubscriptionItemDetails,
            proration=more.pop("proration", False),
            subscription=subscription["id"],
            subscription_item=item["id"],
        ),
        "type": "subscription_item_details",
    }
    product = account.store.get("product", price["product"])
    title = more.pop("description", f"{item['quantity']} × {product['name']}")
    return _made(
        account, price, amount, item["quantity"], period, title, parent, subscription["id"]
    )


def of_invoice_item(account: Account, pending: Object) -> Object:
    """Something that was put on the invoice by hand."""
    parent = {
        "invoice_item_details": shapes.made(
            stripe.InvoiceLineItem.Parent.InvoiceItemDetails,
            invoice_item=pending["id"],
            proration=False,
        ),
        "subscription_item_details": None,
        "type": "invoice_item_details",
    }
    period = (pending["period"]["start"], pending["period"]["end"])
    price = {"currency": pending["currency"], "id": None, "unit_amount": pending["amount"]}
    return _made(account, price, pending["amount"], 1, period, pending["description"], parent, None)


def _made(
    account: Account,
    price: Object,
    amount: int,
    quantity: int,
    period: tuple[int, int],
    title: str | None,
    parent: Object,
    subscription: str | None,
) -> Object:
    details = {"price": price["id"], "product": price["product"]} if price["id"] else None
    return shapes.made(
        stripe.InvoiceLineItem,
        id=account.store.new_id("line_item"),
        amount=amount,
        currency=price["currency"],
        description=title,
        discount_amounts=[],
        discountable=True,
        discounts=[],
        metadata={},
        parent=parent,
        period={"start": period[0], "end": period[1]},
        pretax_credit_amounts=[],
        pricing={
            "price_details": details,
            "type": "price_details",
            "unit_amount_decimal": str(price["unit_amount"]),
        },
        quantity=quantity,
        quantity_decimal=str(quantity),
        subscription=subscription,
        subtotal=amount,
        taxes=[],
    )
