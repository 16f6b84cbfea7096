"""Our prices at Stripe: made when they are first needed, found again by a key that names the sum.

A price at Stripe is never changed; another sum is another price. Two who make the same one at once
end with one.
"""

from collections.abc import Sequence
from typing import Any

from stripe._v1_services import V1Services

from billing.facts import CURRENCY
from billing.gateway import Line, Plan
from billing.gateways.stripe_asking import EXISTS, asking, unless


def items(v1: V1Services, plan: Plan, *, key: str) -> list[dict[str, Any]]:
    """What a plan costs as Stripe's prices and quantities; `key` of the verb that needs them.

    A key of the price's own would hold a failure for a day, and with it every city's checkout.

    Raises:
        Refused, TryLater
    """
    known = _known(v1, plan)
    for line in plan.lines:
        if _key(line, plan.period) not in known:
            _make(v1, line, plan.period, asked=key)
            known = _known(v1, plan)
    return [
        {"price": known[_key(line, plan.period)], "quantity": line.quantity} for line in plan.lines
    ]


def _known(v1: V1Services, plan: Plan) -> dict[str, str]:
    keys = [_key(line, plan.period) for line in plan.lines]
    with asking():
        found = v1.prices.list({"lookup_keys": keys, "limit": 100}).data
    return {price.lookup_key: price.id for price in found if price.lookup_key}


def _make(v1: V1Services, line: Line, period: str, *, asked: str) -> None:
    key, product = _key(line, period), f"otklik-{line.code}"
    with unless(EXISTS):
        v1.products.create(
            {"id": product, "name": line.title}, {"idempotency_key": f"{asked}.{product}"}
        )
    with unless(EXISTS):
        v1.prices.create(
            {
                "product": product,
                "currency": CURRENCY,
                "unit_amount": line.kopecks,
                "recurring": {"interval": "month" if period == "month" else "year"},
                "lookup_key": key,
            },
            {"idempotency_key": f"{asked}.{key}"},
        )


def _key(line: Line, period: str) -> str:
    return f"{line.code}-{period}-{line.kopecks}"


def lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines of a single invoice."""
    return [
        {
            "amount": line.kopecks * line.quantity,
            "currency": CURRENCY,
            "description": line.title if line.quantity == 1 else f"{line.title} × {line.quantity}",
        }
        for line in lines
    ]
