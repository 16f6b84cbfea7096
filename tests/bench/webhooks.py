"""A thousand webhooks in any order, each twenty times at once: one effect each, and how fast.

Two web workers, relay, worker and beat run; so do the fake Stripe and the load generator, on the same
machine. Every copy must be answered 200; afterwards what the product believes is compared with what
stands at Stripe, row by row.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterator

from infra.fake_stripe import post
from infra.fake_stripe.account import Account
from infra.fake_stripe.resources import customers, payments, prices, subscriptions
from infra.fake_stripe.server import serving
from tests.bench import city, load, product

KEY, SECRET = "sk_test_bench", "whsec_bench"
HOST = "console.localhost"


def subscribe(account: Account, many: int) -> str:
    """So many paid subscriptions of one customer at Stripe; the customer."""
    goods = prices.create_product(account, {"name": "Отклик"})
    recurring = {"currency": "rub", "unit_amount": 9_800_000, "recurring": {"interval": "month"}}
    price = prices.create(account, {"product": goods["id"], **recurring})
    payer = customers.create(account, {"name": "Пенза"})
    card = payments.keep_card(account, payer["id"], payments.GOOD)
    for _ in range(many):
        asked = {"items": [{"price": price["id"]}], "default_payment_method": card["id"]}
        subscriptions.create(account, {"customer": payer["id"], **asked})
    return str(payer["id"])


def requests(events: list[dict], copies: int, seed: int) -> Iterator[bytes]:
    """Every copy of every event, shuffled."""
    chance = random.Random(seed)
    made = []
    for event in events:
        body = json.dumps(event)
        header = post.signature(body, (SECRET,))
        head = (
            f"POST /billing/stripe/ HTTP/1.1\r\nHost: {HOST}\r\nStripe-Signature: {header}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n\r\n"
        )
        made.append((head + body).encode())
    sent = made * copies
    chance.shuffle(sent)
    return iter(sent)


def acquaint(ref: str) -> None:
    """Let the product know the customer as Пенза's."""
    from django.db import transaction
    from django.utils import timezone

    from billing.models import Payer
    from tenants.fanout.office import in_office
    from tenants.models import City

    with in_office(), transaction.atomic():
        penza = City.objects.get(schema_name="penza")
        told = {"tenant": "t_penza", "gateway": "stripe", "is_live": False}
        Payer.objects.filter(city=penza, gone_at=None).update(gone_at=timezone.now())
        Payer.objects.create(city=penza, ref=ref, created_at=timezone.now(), **told)


def believed(ref: str) -> tuple[Counter, dict[str, str], int]:
    """Changes by kind, the state of every thing, events that still wait."""
    from django.db import transaction

    from billing.models import Change, ProviderInvoice, ProviderSubscription, Received
    from tenants.fanout.office import in_office

    with in_office(), transaction.atomic():
        states: dict[str, str] = {}
        for table in (ProviderSubscription, ProviderInvoice):
            states |= dict(table.objects.filter(payer__ref=ref).values_list("ref", "state"))
        noted = Change.objects.filter(subscription__payer__ref=ref) | Change.objects.filter(
            invoice__payer__ref=ref
        )
        waiting = Received.objects.filter(state=Received.WAITING).count()
        return Counter(noted.values_list("what", flat=True)), states, waiting


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=1_000)
    options.add_argument("--copies", type=int, default=20)
    options.add_argument("--connections", type=int, default=20)
    options.add_argument("--seed", type=int, default=39)
    chosen = options.parse_args()
    with serving(Account(key=KEY, salt=secrets.token_hex(8))) as account:
        told = {
            "STRIPE_API_KEY": KEY,
            "STRIPE_API_URL": account.url,
            "STRIPE_WEBHOOK_SECRETS": SECRET,
            "STRIPE_TIMEOUT_SECONDS": "30",
        }
        os.environ.update(told)
        env = product.environment(**told)
        place = city.place("penza.localhost")
        from billing.inbox import meaning

        # Eight events a subscription are of types that an endpoint of ours is told.
        payer = subscribe(account, chosen.events // 8)
        events = [each for each in account.post.taken() if each["type"].startswith(meaning.TYPES)]
        acquaint(payer)
        with product.everything(env) as running:
            began = time.monotonic()
            result = load.fire(
                running.port,
                requests(events, chosen.copies, chosen.seed),
                connections=chosen.connections,
                seconds=600,
            )
            city.wait_until_drained(place, 300)
            whole = time.monotonic() - began
        changes, states, waiting = believed(payer)
        there = {each["id"]: each["status"] for each in account.store.all("invoice")}
        there |= {each["id"]: each["status"] for each in account.store.all("subscription")}
    figures = {
        "events": len(events),
        "answers": dict(result.statuses),
        "answers_per_second": round(result.rate, 1),
        "p50_ms": round(result.percentile(0.50), 1),
        "p95_ms": round(result.percentile(0.95), 1),
        "until_all_is_known_seconds": round(whole, 1),
        "changes": dict(changes),
        "as_at_stripe": states == there,
        "waiting": waiting,
    }
    for name, figure in figures.items():
        print(f"{name:28} {figure}")
    many = chosen.events // 8
    once = {what: number for what, number in changes.items() if what in ("active", "paid")}
    if (
        set(result.statuses) != {200}
        or not figures["as_at_stripe"]
        or once != {"active": many, "paid": many}
        or waiting
    ):
        raise SystemExit("Not every event had its one effect.")


if __name__ == "__main__":
    main()
