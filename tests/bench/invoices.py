"""A month's invoices of ten thousand cities, then their acts: `infra/bench.py invoices`.

Cities are rows without schemas; contracts, invoices and every line of the ledger are real and
committed. The terms: invoices in a minute. Papers are made when they are asked for: a few are timed.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import UTC, date, datetime

from tests.bench import city

MOST_SECONDS = 60
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 9, tzinfo=UTC)


def main() -> None:
    """Measure and print; an end with an error when it takes too long or a kopeck is lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()
    if "OWNER_DATABASE_URL" not in os.environ:
        raise SystemExit("Set OWNER_DATABASE_URL, or run `python3 infra/bench.py`, which does it.")
    city.set_up()
    from django.db import transaction

    from billing import actions
    from billing.ledger import reading
    from billing.ledger.rules import Account
    from billing.models import Entry, Invoice
    from billing.papers import invoice as paper
    from tenants import directory
    from tenants.accounts.actor import SYSTEM
    from tenants.isolation import scope

    _prepare(chosen.count)
    office = directory.by_schema("office")
    assert office is not None
    with scope.entered(office):
        with transaction.atomic():
            before = Invoice.objects.count()
        started = time.perf_counter()
        with transaction.atomic():
            made, held = actions.issue_due(by=SYSTEM, at=AT)
        issuing = time.perf_counter() - started
        started = time.perf_counter()
        with transaction.atomic():
            acts = actions.accept_due(by=SYSTEM, at=DECEMBER)
        accepting = time.perf_counter() - started
        with transaction.atomic():
            sums = reading.balances(Entry.objects.all())
            asked = sum(Invoice.objects.values_list("kopecks", flat=True))
            serials = sorted(Invoice.objects.exclude(serial=None).values_list("serial", flat=True))
            some = list(Invoice.objects.exclude(paper={})[:20])
            started = time.perf_counter()
            for each in some:
                paper.pdf(each)
            printing = (time.perf_counter() - started) / max(1, len(some))
    assert sum(sums.values()) == 0
    assert sums[Account.RECEIVABLE] - sums[Account.BANK] <= asked
    assert serials == list(range(1, len(serials) + 1)), "a gap in the numbers"
    figures = {
        "cities": chosen.count,
        "invoices": made,
        "held": len(held),
        "before": before,
        "issue_seconds": round(issuing, 2),
        "acts": acts,
        "accept_seconds": round(accepting, 2),
        "pdf_ms": round(printing * 1000, 1),
    }
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:<16} {figure}")
    if made < chosen.count or issuing > MOST_SECONDS:
        raise SystemExit(f"{made} invoices took {issuing:.1f} s.")


def _prepare(count: int) -> None:
    """Rows of cities that pay by contract, and the seller's details."""
    from django.db import transaction

    from billing.models import Contract, Plan, Seller, Subscription
    from tenants import directory
    from tenants.isolation import scope
    from tenants.models import City
    from tests.books import make

    with scope.entered(None), transaction.atomic("owner"):
        cities = City.objects.using("owner").bulk_create(
            [
                City(schema_name=f"bill{n}", name=f"Город {n}", kind="city", population=40_000)
                for n in range(count)
            ]
        )
        plan = Plan.objects.using("owner").get(code="town")
        Subscription.objects.using("owner").bulk_create(
            [
                Subscription(
                    city=each,
                    tenant=f"t_{each.schema_name}",
                    plan=plan,
                    state=Subscription.ACTIVE,
                    rail="contract",
                    begun_at=AT,
                )
                for each in cities
            ]
        )
        Contract.objects.using("owner").bulk_create(
            [
                Contract(
                    city=each,
                    tenant=f"t_{each.schema_name}",
                    number=f"{n}/2026",
                    signed_on=date(2026, 10, 28),
                    basis=Contract.SMALL,
                    starts_on=date(2026, 11, 1),
                    ends_on=date(2026, 12, 31),
                    billing=Contract.AHEAD,
                    due_days=14,
                    customer=f"Администрация города {n}",
                    inn="9999000045",
                    made_at=AT,
                    by_name="bench",
                )
                for n, each in enumerate(cities)
            ]
        )
    office = directory.by_schema("office")
    assert office is not None
    with scope.in_tenant(office):
        if Seller.current() is None:
            make.seller()


if __name__ == "__main__":
    main()
