"""The city that is measured, seen from the database."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

from tests.bench.product import ROOT


@dataclass(frozen=True, slots=True)
class Place:
    """What a load needs to know of a city."""

    schema: str
    host: str
    houses: list[int]
    categories: list[str]


def set_up() -> None:
    """Make the product importable in this process."""
    sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("OTKLIK_ENV", "local")
    import django

    django.setup()


def place(host: str) -> Place:
    """The city at this host with some of its houses and themes; a clear end when there is none."""
    set_up()
    from appeals.models import Category, House
    from tenants import directory
    from tenants.isolation import scope

    tenant = directory.by_host(host)
    if tenant is None:
        raise SystemExit(f"There is no city at {host}: run `python platform/manage.py demo` first.")
    with scope.in_tenant(tenant):
        houses = list(House.objects.order_by("pk").values_list("pk", flat=True)[:2_000])
        categories = list(Category.objects.for_filing().values_list("code", flat=True))
    if not houses:
        raise SystemExit(f"{tenant.name} has no houses yet.")
    return Place(tenant.schema, host, houses, categories)


def server_process() -> int:
    """The database server's first process, when it runs on this machine."""
    from django.db import connection, transaction

    from tenants.isolation import scope
    from tests.bench import cpu

    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cpu.postmaster(cursor.fetchone()[0])


def filed(place: Place) -> int:
    """How many appeals the city has."""
    from appeals.models import Appeal
    from tenants import directory
    from tenants.isolation import scope

    tenant = directory.by_schema(place.schema)
    assert tenant is not None
    with scope.in_tenant(tenant):
        return Appeal.objects.count()


def wait_until_drained(place: Place, patience_seconds: float = 120) -> float:
    """Seconds until the outbox is empty."""
    from django.db import connection, transaction

    from tenants.isolation import scope

    started = time.perf_counter()
    while True:
        with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM public.tenants_outbox")
            (waiting,) = cursor.fetchone()
        passed = time.perf_counter() - started
        if not waiting:
            return passed
        if passed > patience_seconds:
            raise SystemExit(f"{waiting} messages still wait after {passed:.0f} s.")
        time.sleep(0.1)
