"""Fault 42: a city that was stopped writes nothing, and goes on as if it had never been stopped."""

import hashlib
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, InternalError, connection, connections, transaction
from django.test import Client

from appeals import actions
from appeals.errors import CityClosed
from appeals.models import Appeal, Category
from tenants import directory
from tenants.entitlement import Hold, Payment
from tenants.fanout import outbox, relay
from tenants.fanout.every_city import in_every_city
from tenants.fanout.tasks import deliver
from tenants.isolation import scope
from tenants.lifecycle import standing
from tenants.models import City, Entitlements
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON


@pytest.fixture
def penza(committed) -> Iterator[City]:
    """Пенза's row; whatever held it is lifted afterwards."""
    with scope.entered(None):
        yield City.objects.get(schema_name="penza")
    with scope.entered(None), transaction.atomic("owner"):
        Entitlements.objects.using("owner").all().delete()
    _look_again(committed)


@pytest.fixture
def put(penza, committed):
    """`put(hold=…)` or `put(payment=…)`: as the office writes it, and everybody has heard of it."""

    def write(hold: Hold = Hold.NONE, payment: Payment = Payment.FULL) -> None:
        with scope.in_tenant(committed.office):
            row = Entitlements.objects.filter(city=penza).first()
            if row and row.hold and not hold:
                standing.release(penza, kind=Hold(row.hold))
            if hold:
                standing.hold(penza, hold, reason="Проверка", by="Оператор", at=FRIDAY_NOON)
            standing.set_payment(penza, payment, reason="Счёт 12", at=FRIDAY_NOON)
        _look_again(committed)

    return write


def _look_again(stage) -> None:
    directory.forget()
    for tenant in (stage.penza, stage.kazan, stage.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


def _emergency() -> str:
    return Category.objects.for_filing().filter(is_emergency=True).first().code


def _ordinary() -> str:
    return Category.objects.for_filing().filter(is_emergency=False).first().code


def _digest(schema: str) -> str:
    """All rows of a city's tables in a word."""
    told = hashlib.sha256()
    with scope.entered(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) "
                f'FROM "{schema}"."{table}" t'
            )
            told.update(f"{table}{cursor.fetchone()[0]}".encode())
    return told.hexdigest()


@pytest.fixture
def filed(penza, committed) -> Appeal:
    """An ordinary appeal from before, with everything it left in the outbox."""
    with scope.in_tenant(committed.penza):
        return make.appeal(category=_ordinary())


def test_stopped_by_the_operator_nothing_is_written_and_the_history_is_read(put, filed, committed):
    with scope.in_tenant(committed.penza):
        dispatcher = browser(make.user("dispatcher"))
        number = filed.latin_number
    before = _digest("penza")
    put(hold=Hold.SUSPENDED)
    anybody = Client(headers={"host": "penza.localhost"})

    refused = [
        anybody.post("/new/", {"text": "Нет воды"}),
        anybody.post("/accounts/login/", {"login": "a@example.org", "password": "x"}),
        anybody.post("/api/v1/appeals/", {"text": "Нет воды"}, content_type="application/json"),
        dispatcher.post("/desk/new/", {"text": "Нет воды"}),
        dispatcher.post(f"/desk/appeals/{number}/reject/", {}),
    ]

    assert [answer.status_code for answer in refused] == [423] * 5
    assert "остановил" in refused[3].content.decode()
    assert refused[2].json()["error"] == "city_closed"
    for path in ("/", "/map/", "/numbers/", f"/appeals/{number}/"):
        assert anybody.get(path).status_code == 200, path
    assert dispatcher.get("/desk/hall/").status_code == 200
    # Nobody fills in a form that will be refused.
    assert [anybody.get("/new/").status_code, dispatcher.get("/desk/new/").status_code] == [423] * 2
    assert _digest("penza") == before


def test_the_database_itself_refuses_where_the_code_above_is_wrong(put, committed):
    put(hold=Hold.SUSPENDED)
    held = directory.by_schema("penza")

    with pytest.raises(InternalError, match="read-only"), scope.in_tenant(held):
        make.user()
    with pytest.raises(DatabaseError), scope.in_tenant(held), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SET TRANSACTION READ WRITE")


def test_no_task_of_a_stopped_city_runs_and_its_messages_wait(put, filed, committed):
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenants_outbox WHERE tenant = 't_penza'")
        (waiting,) = cursor.fetchone()
    assert waiting
    put(hold=Hold.SUSPENDED)
    ran: list[str] = []

    in_every_city(lambda: ran.append(scope.schema()) or 0)
    deliver.apply(("appeal", [[1, {}]]), headers={"otklik_tenant": "penza"})

    assert ran == ["kazan"]
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(relay._TAKE, [10, 60, 400])
        assert [row[1] for row in cursor.fetchall() if row[1] == "t_penza"] == []
        transaction.set_rollback(True)


def test_resumed_it_is_identical_and_its_messages_go_on(put, filed, committed):
    before = _digest("penza")
    put(hold=Hold.SUSPENDED)
    put()

    assert _digest("penza") == before
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(relay._TAKE, [10, 60, 400])
        assert [row for row in cursor.fetchall() if row[1] == "t_penza"]
        transaction.set_rollback(True)
    with scope.in_tenant(directory.by_schema("penza")):
        assert make.appeal().pk


def test_unpaid_an_emergency_is_filed_dispatched_and_told_of(put, committed):
    put(payment=Payment.UNPAID)
    with scope.in_tenant(directory.by_schema("penza")):
        appeal = make.appeal(category=_emergency())
        organisation = make.organisation()
        make.member(organisation)
        actions.assign(appeal.pk, organisation=organisation, by=make.DISPATCHER, at=FRIDAY_NOON)
        outbox.put("tests", {})
    ran: list[str] = []
    in_every_city(lambda: ran.append(scope.schema()) or 0)

    assert "penza" in ran


def test_unpaid_everything_else_is_refused_in_words(put, filed, committed):
    put(payment=Payment.UNPAID)
    held = directory.by_schema("penza")
    with pytest.raises(CityClosed, match="об авариях"), scope.in_tenant(held):
        make.appeal(category=_ordinary())
    with pytest.raises(CityClosed, match="только для чтения"), scope.in_tenant(held):
        actions.reject(
            filed.pk, ground="no_breach", words="нет", by=make.DISPATCHER, at=FRIDAY_NOON
        )
    page = Client(headers={"host": "penza.localhost"}).get("/").content.decode()
    assert "только обращения об авариях" in page


def test_in_debt_the_desk_reads_and_residents_file(put, committed):
    put(payment=Payment.READ_ONLY)
    with scope.in_tenant(directory.by_schema("penza")):
        administrator = browser(make.user("administrator"))
        appeal = make.appeal(category=_ordinary())

    refused = administrator.post("/desk/settings/notices/new/", {"text": "Вода"})

    assert refused.status_code == 423
    assert "Счёт 12" in refused.content.decode()
    assert "Только чтение" in administrator.get("/desk/settings/").content.decode()
    assert appeal.pk


def test_a_payment_does_not_lift_what_the_operator_holds(put, committed):
    put(hold=Hold.SUSPENDED)
    with scope.in_tenant(committed.office):
        standing.set_payment(
            City.objects.get(schema_name="penza"), Payment.FULL, reason="", at=FRIDAY_NOON
        )
    directory.forget()

    assert directory.by_schema("penza").entitlement.is_frozen


def test_a_city_writes_nothing_of_its_own_standing_and_reads_nobody_elses(put, committed):
    put(payment=Payment.READ_ONLY)

    with scope.in_tenant(committed.kazan):
        assert not Entitlements.objects.exists()
    with scope.in_tenant(committed.penza):
        assert Entitlements.objects.count() == 1
    with pytest.raises(DatabaseError, match="denied"), scope.in_tenant(committed.penza):
        Entitlements.objects.update(payment=Payment.FULL)


def test_every_process_hears_of_a_change_within_its_second(put, committed, monkeypatch):
    assert not directory.by_schema("penza").entitlement.is_restricted
    monkeypatch.setattr(directory, "_LOOK_SECONDS", 0)
    directory.by_schema("penza")

    with scope.in_tenant(committed.office):
        standing.set_payment(
            City.objects.get(schema_name="penza"), Payment.UNPAID, reason="Долг", at=FRIDAY_NOON
        )

    assert directory.by_schema("penza").entitlement.state == "unpaid"
