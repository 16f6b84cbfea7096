"""The product on one port under a real server: a change reaches an open page within a second."""

import json
import os
import time

import psycopg
import pytest

from appeals import actions
from tenants.isolation import scope
from tests import make
from tests.live.served import Reader, ask, granian
from tests.make import DISPATCHER, FRIDAY_NOON

pytestmark = pytest.mark.slow

LISTENERS = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'otklik-live' "
    "AND datname = current_database()"
)


@pytest.fixture
def assigned(committed):
    with scope.in_tenant(committed.penza):
        organisation = make.organisation()
        member = make.member(organisation)
        appeal = make.appeal()
        actions.assign(appeal.pk, organisation=organisation, by=DISPATCHER, at=FRIDAY_NOON)
        return appeal.pk, appeal.latin_number, member


@pytest.fixture
def product(committed):
    with granian("config.asgi:application") as running:
        yield running


def terminated(sql: str) -> int:
    """End the listener's back-end the way a restart of the server does; how many there were."""
    with psycopg.connect(_admin(), autocommit=True) as admin:
        pids = admin.execute(sql).fetchall()
        for (pid,) in pids:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])
    return len(pids)


def _admin() -> str:
    name = os.environ["DATABASE_URL"].rpartition("/")[2]
    return psycopg.conninfo.make_conninfo(os.environ["ADMIN_DATABASE_URL"], dbname=name)


def test_accepting_reaches_an_open_page_within_a_second(product, committed, assigned):
    port, _ = product
    pk, number, member = assigned
    reader = Reader(port, f"?appeal={number}")
    foreign = Reader(port, host="kazan.localhost")
    reader.until("id: ")
    foreign.until("id: ")

    with scope.in_tenant(committed.penza):
        actions.accept(pk, by=member, at=FRIDAY_NOON)
    committed_at = time.perf_counter()
    line = reader.until('"q":3').splitlines()[-1]

    assert time.perf_counter() - committed_at < 1
    told = json.loads(line.removeprefix("data: "))
    assert (told["n"], told["s"], told["c"], told["e"]) == (number, "accepted", "red", "accept")
    assert set(told) == {"n", "s", "c", "t", "e", "q"}
    foreign.connection.sock.settimeout(0.2)
    with pytest.raises(TimeoutError):
        foreign.until("event: appeal")


def test_after_the_database_dropped_the_listener_pages_are_told_to_refetch(
    product, committed, assigned
):
    port, _ = product
    pk, number, member = assigned
    reader = Reader(port)
    reader.until("id: ")

    assert terminated(LISTENERS) >= 1
    reader.until("event: refetch")
    with scope.in_tenant(committed.penza):
        actions.accept(pk, by=member, at=FRIDAY_NOON)

    assert number in reader.until('"q":3')


def test_pages_and_stream_answer_on_one_port(product):
    port, _ = product
    filed = json.dumps({"text": "Яма", "address": "у дома"}).encode()

    assert ask(port, "GET", "/")[0] == 200
    assert ask(port, "POST", "/api/v1/appeals/", filed, Content_Type="application/json")[0] == 201
    assert ask(port, "POST", "/live/")[0] == 405
    assert ask(port, "HEAD", "/live/")[0] == 200


def test_an_upload_of_20_mb_of_nonsense_is_answered_in_words(product):
    port, _ = product
    head = (
        b'--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n"
    )
    body = head + b"\x00" * 20_000_000 + b"\r\n--b--\r\n"

    status, _ = ask(port, "POST", "/new/", body, Content_Type="multipart/form-data; boundary=b")

    assert 400 <= status < 500


def test_an_unknown_host_has_no_stream(product):
    port, _ = product

    assert Reader(port, host="omsk.localhost").status == 404
    assert Reader(port, host="console.localhost").status == 404
    assert Reader(port, host="localhost").status == 404


def test_a_stop_does_not_wait_for_open_streams(product):
    port, child = product
    readers = [Reader(port) for _ in range(20)]
    for reader in readers:
        reader.until("id: ")
    started = time.perf_counter()

    child.terminate()
    child.wait(10)

    assert time.perf_counter() - started < 5
    assert readers[0].answer.read() is not None
