"""The stage: two cities made by the product's own provisioning, and a fixed cast.

`city` is one transaction of Пенза that is rolled back; `committed` is for tests that need real
commits, several cities or several connections, and cleans up after itself.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections, transaction
from django.test import Client
from django.utils.translation.reloader import translation_file_changed
from psycopg.pq import TransactionStatus

from appeals.actions import clocks
from design import catalogues
from tenants import directory
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.provisioning import database, fleet, rights, steps
from tests import kept, make
from tests.books.stage import as_office, frozen, ledger  # noqa: F401 (the fixtures)

FRIDAY_NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 12:00 in Пенза

CITIES = {
    "penza": ("Пенза", "ПНЗ", "PNZ", 53.195, 45.019),
    "kazan": ("Казань", "КЗН", "KZN", 55.796, 49.106),
}
# What provisioning plants stays; everything else is emptied after a committed test.
PLANTED = {
    "django_migrations",
    "appeals_sector",
    "appeals_category",
    "appeals_cause",
    "billing_plan",
    "billing_subscription",
}
# Of the shared tables these are emptied too.
SHARED = ("tenants_outbox", "cities_application", "cities_admission", "cities_launch")


@dataclass(frozen=True)
class Stage:
    """The tenants of the tests, and the broom."""

    penza: Tenant
    kazan: Tenant
    office: Tenant
    sweep: Callable[[], None]


def pytest_sessionstart() -> None:
    """What is read in the tests is what their own sources say."""
    catalogues.build()
    # Django was set up before: in a fresh clone it has remembered that there is no catalogue.
    translation_file_changed(None, catalogues.built("ru"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def stage(django_db_blocker) -> Iterator[Stage]:
    """A database made from nothing the way production makes it."""
    if not os.environ["OTKLIK_TESTS_HAVE_SERVERS"]:
        pytest.skip("нет серверов: запустите python3 infra/check.py")
    with django_db_blocker.unblock():
        name = settings.DATABASES["default"]["NAME"]
        if not kept.take(name):
            _make()
        with _sweeping(name) as sweep:
            sweep()
            yield Stage(*(_remember(schema) for schema in ("penza", "kazan", "office")), sweep)
        if _tenants() == {*CITIES, "office"}:
            kept.keep(name)
        connections.close_all()


@pytest.fixture
def city(stage, django_db_blocker) -> Iterator[Tenant]:
    """Пенза, entered, in a transaction that never commits."""
    with django_db_blocker.unblock():
        _clear_caches()
        for tenant in (stage.penza, stage.kazan, stage.office):
            _remember(tenant.schema)
        with scope.in_tenant(stage.penza):
            yield stage.penza
            transaction.set_rollback(True)


@pytest.fixture
def committed(stage, django_db_blocker) -> Iterator[Stage]:
    """All tenants with real commits; every row made is gone afterwards."""
    with django_db_blocker.unblock():
        _clear_caches()
        yield stage
        _let_go()
        stage.sweep()


@pytest.fixture(autouse=True)
def _settings_of_tests(settings) -> None:
    """Django's test runner puts its own mail box in place of ours; take ours back."""
    settings.EMAIL_BACKEND = "tenants.accounts.mail.StoredBackend"
    # A slow hash protects people, not tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each test's browser has the whole chain of middleware built for it: without a list of all files.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def client() -> Client:
    """A browser on Пенза's host."""
    return Client(headers={"host": "penza.localhost"})


@pytest.fixture
def dispatcher() -> Actor:
    """Nina at the desk."""
    return Actor(role=Role.DISPATCHER, user_id=901, name="Нина, диспетчер")


@pytest.fixture
def vodokanal(city):
    """A live organisation with a member who reads."""
    organisation = make.organisation("Горводоканал", accept="2h")
    make.member(organisation)
    return organisation


@pytest.fixture
def member(vodokanal) -> Actor:
    """The organisation's dispatcher."""
    return make.member(vodokanal)


@pytest.fixture
def stranger(city) -> Actor:
    """A member of another organisation."""
    return make.member(make.organisation("Горэлектросеть"))


@pytest.fixture
def shared_data() -> Path:
    """The folder of outside data beside the repository."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("нет папки ../shared/data с внешними данными")
    return folder


def _make() -> None:
    database.prepare(
        os.environ["ADMIN_DATABASE_URL"],
        os.environ["OWNER_DATABASE_URL"],
        os.environ["DATABASE_URL"],
    )
    fleet.migrate_all()
    _carry_out("office", {"kind": "office", "name": "Отклик", "host": "console.localhost"})
    with scope.entered(None), transaction.atomic("owner"):
        rights.grant_office()
    for schema, (name, code, latin_code, latitude, longitude) in CITIES.items():
        _carry_out(
            schema,
            {
                "name": name,
                "code": code,
                "latin_code": latin_code,
                "host": f"{schema}.localhost",
                "latitude": latitude,
                "longitude": longitude,
            },
        )


def _tenants() -> set[str]:
    with scope.entered(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT schema_name FROM tenants_city")
        return {schema for (schema,) in cursor.fetchall()}


def _carry_out(schema: str, wanted: dict) -> None:
    steps.carry_out(steps.order(schema, wanted, by="tests"))


def _remember(schema: str) -> Tenant:
    """Warm the directory: inside a city's transaction it could not ask."""
    tenant = directory.by_schema(schema)
    assert tenant is not None
    assert directory.by_host(tenant.host) == tenant
    return tenant


def _clear_caches() -> None:
    for name in settings.CACHES:
        caches[name].clear()
    clocks.forget_everything()


def _let_go() -> None:
    """Leave the next test a connection in which nothing is open and that the server answers."""
    connection = connections["default"]
    if connection.connection is None:
        return
    is_idle = connection.connection.info.transaction_status == TransactionStatus.IDLE
    if connection.in_atomic_block or not is_idle or not connection.is_usable():
        connection.close()


@contextmanager
def _sweeping(name: str) -> Iterator[Callable[[], None]]:
    """Empty the tables by the superuser's hand, which no trigger and no foreign key holds back.

    A test leaves a few rows; TRUNCATE would make new files of every table that names theirs.
    """

    def sweep() -> None:
        filled = superuser.execute(
            "SELECT format('%%I.%%I', nspname, relname) FROM pg_class "
            "JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE (nspname = ANY(%s) OR nspname = 'public' AND relname LIKE 'billing\\_%%') "
            "AND relkind = 'r' AND relname <> ALL(%s) AND pg_relation_size(pg_class.oid) > 0",
            [[*CITIES, "office"], list(PLANTED)],
        )
        tables = [*SHARED, *(table for (table,) in filled)]
        superuser.execute("; ".join(f"DELETE FROM {table}" for table in tables))

    with psycopg.connect(
        os.environ["ADMIN_DATABASE_URL"],
        dbname=name,
        options="-c session_replication_role=replica",
        autocommit=True,
    ) as superuser:
        yield sweep
