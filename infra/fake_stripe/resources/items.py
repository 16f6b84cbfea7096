"""Items of a subscription: its prices, how many of each, and the period that is paid now."""

from typing import Any

import stripe

from infra.fake_stripe import calendar, shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.resources import lines, prices
from infra.fake_stripe.store import Object


def asked(account: Account, sent: list[Object]) -> list[Object]:
    """Prices and quantities of a request."""
    return [{"price": _price(account, each), "quantity": each.get("quantity", 1)} for each in sent]


def total(priced: list[Object]) -> int:
    """What a period costs."""
    return sum(each["price"]["unit_amount"] * each["quantity"] for each in priced)


def put(
    account: Account, subscription: Object, priced: list[Object], period: tuple[int, int]
) -> None:
    """Give a subscription these items for this period."""
    intervals = {str(each["price"]["recurring"]) for each in priced}
    if len(intervals) != 1:
        raise Refused("All prices on a subscription must have the same recurring interval.")
    made = [
        account.add(
            stripe.SubscriptionItem,
            subscription,
            current_period_start=period[0],
            current_period_end=period[1],
            discounts=[],
            metadata={},
            plan=prices.as_plan(each["price"]),
            price=each["price"],
            quantity=each["quantity"],
            subscription=subscription["id"],
            tax_rates=[],
        )
        for each in priced
    ]
    url = f"/v1/subscription_items?subscription={subscription['id']}"
    subscription["items"] = shapes.listed(made, url)


def replaced(
    account: Account,
    subscription: Object,
    sent: list[Object],
    proration: str | None,
    *,
    trial_end: int | None = None,
) -> list[Object]:
    """Change the items; the lines of an invoice that is due for it at once.

    Within an interval the new price counts from the next period (`none`); another interval begins
    now, less what is left of the old one (`always_invoice`), or after a trial that begins now (`none`).
    Stripe can do more; we use these three.
    """
    old = subscription["items"]["data"]
    named = {each["id"]: each for each in sent if "id" in each}
    if strange := named.keys() - {item["id"] for item in old}:
        raise Refused(f"No such subscription_item: '{strange.pop()}'", code="resource_missing")
    wanted = []
    for item in old:
        change = named.get(item["id"], {})
        if not change.get("deleted"):
            price = _price(account, change) if change.keys() & {"price"} else item["price"]
            wanted.append({"price": price, "quantity": change.get("quantity", item["quantity"])})
    wanted += asked(account, [each for each in sent if "id" not in each])
    if not wanted:
        raise Refused("A subscription must have at least one item.")
    now = account.now(subscription)
    start, end = period(subscription)
    recurring = wanted[0]["price"]["recurring"]
    if trial_end is not None:
        _only("none", proration)
        subscription["billing_cycle_anchor"] = trial_end
        put(account, subscription, wanted, (now, trial_end))
        return []
    if recurring == old[0]["price"]["recurring"] or subscription["status"] == "trialing":
        _only("none", proration)
        put(account, subscription, wanted, (start, end))
        return []
    _only("always_invoice", proration)
    left = [_credit(account, subscription, item, now) for item in old]
    subscription["billing_cycle_anchor"] = now
    put(account, subscription, wanted, (now, calendar.after(now, now, recurring)))
    return left + [
        lines.of_item(account, subscription, item) for item in subscription["items"]["data"]
    ]


def period(subscription: Object) -> tuple[int, int]:
    """The period that is paid now."""
    first = subscription["items"]["data"][0]
    return first["current_period_start"], first["current_period_end"]


def renew(account: Account, subscription: Object) -> None:
    """The next period begins where the last one ended."""
    for item in subscription["items"]["data"]:
        start = item["current_period_end"]
        end = calendar.after(
            subscription["billing_cycle_anchor"], start, item["price"]["recurring"]
        )
        item.update(current_period_start=start, current_period_end=end)


def _credit(account: Account, subscription: Object, item: Object, now: int) -> Object:
    start, end = item["current_period_start"], item["current_period_end"]
    whole = item["price"]["unit_amount"] * item["quantity"]
    amount = -round(whole * (end - now) / (end - start))
    return lines.of_item(
        account,
        subscription,
        item,
        amount=amount,
        period=(now, end),
        proration=True,
        description="Unused time",
    )


def _price(account: Account, sent: Object) -> Any:
    if "price" in sent:
        price = account.store.get("price", sent["price"])
    elif data := sent.get("price_data"):
        product = (
            data.get("product")
            or prices.create_product(account, {"name": data["product_data"]["name"]})["id"]
        )
        price = prices.add(account, product, data)
    else:
        raise required("items[0][price]")
    if price["recurring"] is None:
        raise Refused("The price specified is not recurring.", param="items[0][price]")
    return price


def _only(offered: str, asked_for: str | None) -> None:
    if asked_for != offered:
        raise Refused(
            f"This fake only knows proration_behavior={offered} here.", param="proration_behavior"
        )
