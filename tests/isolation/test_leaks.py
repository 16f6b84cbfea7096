"""FAULTS 1, 5, 7: many threads, several cities, one pool of connections; raw SQL; strange places."""

import random
import shutil
import subprocess
import tempfile
import threading
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from appeals.models import Organisation
from tenants import directory
from tenants.isolation import scope
from tenants.isolation.backend.base import ForeignTransaction, OutsideTransaction
from tenants.models import City, ProvisioningJob
from tenants.provisioning import steps
from tests import make

THREADS, ROUNDS = 8, 40
MARKERS = ("one", "two", "three", "four")


@pytest.fixture(scope="module")
def six(stage, django_db_blocker):
    """Six cities, each with one row that says whose it is; four of them are gone afterwards."""
    with django_db_blocker.unblock():
        for number, name in enumerate(MARKERS):
            wanted = {
                "name": name,
                "code": f"ТС{chr(1040 + number)}",
                "latin_code": f"TS{chr(65 + number)}",
                "host": f"{name}.localhost",
            }
            steps.carry_out(steps.order(name, wanted, by="tests"))
        yield [directory.by_schema(s) for s in ("penza", "kazan", *MARKERS)]
        with scope.entered(None), transaction.atomic("owner"):
            ProvisioningJob.objects.using("owner").filter(schema_name__in=MARKERS).delete()
            City.objects.using("owner").filter(schema_name__in=MARKERS).delete()
            with connections["owner"].cursor() as cursor:
                for schema in MARKERS:
                    cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        directory.forget()


@pytest.fixture
def public_folder():
    """A folder that a demoted process can read."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def marked(six, committed):
    for tenant in six:
        with scope.in_tenant(tenant):
            Organisation.objects.filter(name="marker").delete()
            make.organisation(tenant.schema)
    yield six
    for tenant in six[2:]:
        with scope.in_tenant(tenant):
            Organisation.objects.all().delete()


def hammer(cities, seen: Counter) -> None:
    """Read and write in random cities with random rollbacks; count what is found."""
    randomness = random.Random(threading.get_ident())
    for _ in range(ROUNDS):
        tenant = randomness.choice(cities)
        try:
            with scope.in_tenant(tenant):
                found = {row.short_name for row in Organisation.objects.all()}
                seen["right" if found == {tenant.schema} else f"WRONG in {tenant.schema}"] += 1
                Organisation.objects.update(phone=tenant.schema)
                if randomness.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            pass
    connections.close_all()


def hammered(cities) -> Counter:
    seen: Counter = Counter()
    threads = [threading.Thread(target=hammer, args=(cities, seen)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def test_eight_threads_in_six_cities_read_no_foreign_row(marked):
    assert hammered(marked) == {"right": THREADS * ROUNDS}
    for tenant in marked:
        with scope.in_tenant(tenant):
            assert set(Organisation.objects.values_list("phone", flat=True)) <= {tenant.schema, ""}


def test_a_transaction_pooler_reads_no_foreign_row(marked, public_folder):
    binary = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if binary is None:
        pytest.skip("нет pgbouncer")
    settings = connections.settings["default"]
    port = _free_port()
    (public_folder / "users").write_text(f'"{settings["USER"]}" "{settings["PASSWORD"]}"\n')
    (public_folder / "ini").write_text(
        f"[databases]\n* = host={settings['HOST']} port={settings['PORT']}\n[pgbouncer]\n"
        f"listen_addr=127.0.0.1\nlisten_port={port}\nauth_type=trust\nunix_socket_dir=\n"
        f"auth_file={public_folder / 'users'}\npool_mode=transaction\ndefault_pool_size=3\n"
        "ignore_startup_parameters=extra_float_digits\n"
    )
    as_nobody = {"user": "nobody"} if _is_root() else {}
    pooler = subprocess.Popen(
        [binary, str(public_folder / "ini")], stderr=subprocess.DEVNULL, **as_nobody
    )
    before = dict(settings)
    try:
        _wait_for(port)
        settings.update(HOST="127.0.0.1", PORT=str(port))
        assert hammered(marked) == {"right": THREADS * ROUNDS}
    finally:
        settings.update(before)
        pooler.terminate()
        pooler.wait(10)


def test_raw_sql_into_another_city_is_refused_by_the_database(city):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM kazan.appeals_appeal")


@pytest.mark.parametrize("attack", ["; SET LOCAL ROLE t_kazan; SELECT 1", "; SELECT 1"])
def test_a_stacked_statement_is_refused(city, attack):
    with (
        pytest.raises(ProgrammingError, match="multiple commands"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM appeals_appeal" + attack)


def test_set_config_is_shut(city):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT set_config('role', 't_kazan', true)")


def test_the_application_by_itself_reads_no_city(committed):
    settings = connections.settings["default"]
    with (
        psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"],
            dbname=settings["NAME"],
            user=settings["USER"],
            password=settings["PASSWORD"],
        ) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("SELECT * FROM penza.appeals_appeal")


def test_a_city_reads_neither_the_outbox_nor_other_cities_rows_of_routing(city):
    for table in ("tenants_outbox", "tenants_domain", "tenants_provisioningjob"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT * FROM public.{table}")
    with connection.cursor() as cursor:
        for table in ("tenants_city", "tenants_branding", "tenants_entitlements"):
            cursor.execute(f"SELECT count(*) FROM public.{table}")
            assert cursor.fetchone()[0] <= 1, table
        cursor.execute("SELECT schema_name FROM public.tenants_city")
        assert cursor.fetchall() == [("penza",)]


def test_a_city_cannot_write_the_outbox_in_anothers_name(city):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO public.tenants_outbox (tenant, topic, payload) "
            "VALUES ('t_kazan', 'appeal', '{}')"
        )


@pytest.mark.parametrize(
    "verb", ["UPDATE appeals_event SET kind = 'x'", "DELETE FROM appeals_event"]
)
def test_the_journal_can_be_neither_changed_nor_shortened(city, verb):
    make.appeal()

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


def test_a_statement_of_a_city_outside_a_transaction_is_refused(committed):
    with scope.entered(committed.penza), pytest.raises(OutsideTransaction):
        Organisation.objects.count()


def test_a_transaction_is_not_lent_to_another_city(committed):
    with scope.in_tenant(committed.penza):
        Organisation.objects.count()
        with scope.entered(committed.kazan), pytest.raises(ForeignTransaction):
            Organisation.objects.count()


def test_a_thread_starts_in_no_city(committed):
    found = []
    with scope.entered(committed.penza):
        thread = threading.Thread(target=lambda: found.append(scope.current()))
        thread.start()
        thread.join()

    assert found == [None]


def _free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(port: int) -> None:
    import socket
    import time

    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            threading.Event().wait(0.05)


def _is_root() -> bool:
    import os

    return os.geteuid() == 0
