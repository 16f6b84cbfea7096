"""A thousand random histories of two cities' money, every kopeck counted beside: `infra/bench.py ledger`.

Histories are carried out by the product's own actions in the database, each in a transaction that
is rolled back; the promise is that what should stand somewhere stands there.
"""

from __future__ import annotations

import argparse
import os
import time

from tests.bench import city


def main() -> None:
    """Run, and end with the shortest history that does not balance, if there is one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000)
    chosen = options.parse_args()
    if "OWNER_DATABASE_URL" not in os.environ:
        raise SystemExit("Set OWNER_DATABASE_URL, or run `python3 infra/bench.py`, which does it.")
    city.set_up()
    from django.db import transaction
    from hypothesis import HealthCheck, given, settings

    from billing.models import Seller
    from tenants import directory
    from tenants.isolation import scope
    from tenants.models import City
    from tests.books import histories, make

    office = directory.by_schema("office")
    assert office is not None
    lived = 0

    @settings(max_examples=chosen.count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories.HISTORIES)
    def balances(history: list) -> None:
        nonlocal lived
        with scope.in_tenant(office):
            if Seller.current() is None:
                make.seller()
            cities = list(City.objects.filter(schema_name__in=["penza", "kazan"]))
            histories.live(history, cities)
            transaction.set_rollback(True)
        lived += 1

    started = time.perf_counter()
    balances()
    print(f"{lived} histories balance to the kopeck, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
