"""A city is made step by step, can be resumed after any of them, and is routed last (FAULT 41)."""

import pytest
from django.db import ProgrammingError, connections, transaction

from appeals.models import Category
from tenants import directory
from tenants.isolation import scope
from tenants.models import City, ProvisioningJob
from tenants.provisioning import steps

WANTED = {
    "name": "Самара",
    "code": "СМР",
    "latin_code": "SMR",
    "host": "samara.localhost",
    "branding": {"colour": "#123456"},
}


@pytest.fixture
def samara(committed):
    """An order for a city, gone afterwards."""
    yield steps.order("samara", WANTED, by="tests")
    directory.forget()
    with scope.entered(None), transaction.atomic("owner"):
        ProvisioningJob.objects.using("owner").filter(schema_name="samara").delete()
        City.objects.using("owner").filter(schema_name="samara").delete()
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS samara CASCADE")
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


def test_an_order_becomes_a_city_on_the_air(samara):
    tenant = steps.carry_out(samara)

    assert tenant.branding.colour == "#123456"
    assert directory.by_host("samara.localhost") == tenant
    with scope.in_tenant(tenant):
        assert Category.objects.for_filing().filter(code="other").exists()


@pytest.mark.parametrize("broken", list(steps.STEPS))
def test_a_crash_in_a_step_leaves_a_city_nobody_reaches_and_is_resumed(samara, monkeypatch, broken):
    real = steps.STEPS[broken]

    def crash(job):
        real(job)
        raise KeyboardInterrupt  # what a killed process looks like to the database

    monkeypatch.setitem(steps.STEPS, broken, crash)
    with pytest.raises(KeyboardInterrupt):
        steps.carry_out(samara)
    directory.forget()
    assert directory.by_host("samara.localhost") is None

    monkeypatch.setitem(steps.STEPS, broken, real)

    assert steps.carry_out(samara).state == City.LIVE
    samara.refresh_from_db(using="owner")
    assert samara.done == list(steps.STEPS)
    assert samara.finished_at is not None


def test_carrying_out_a_finished_order_changes_nothing(samara):
    first = steps.carry_out(samara)

    assert steps.carry_out(samara) == first


def test_a_failing_step_keeps_its_reason_for_the_operators(samara, monkeypatch):
    def fail(job):
        raise ValueError("нет места")

    monkeypatch.setitem(steps.STEPS, "plant", fail)

    with pytest.raises(steps.CannotProvision, match="plant"):
        steps.carry_out(samara)

    samara.refresh_from_db(using="owner")
    assert samara.failure.startswith("plant")
    assert samara.done == ["reserve", "build", "verify"]


def test_a_schema_that_differs_from_the_template_is_not_let_on_the_air(samara, monkeypatch):
    build = steps.STEPS["build"]

    def spoil(job):
        build(job)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE samara.appeals_crew ADD COLUMN odd integer")

    monkeypatch.setitem(steps.STEPS, "build", spoil)

    with pytest.raises(steps.CannotProvision, match="отличается"):
        steps.carry_out(samara)
    assert directory.by_host("samara.localhost") is None


def test_the_office_may_order_a_city_and_not_make_one(committed):
    with scope.in_tenant(committed.office):
        steps.order("saratov", WANTED, by="оператор", using="default")
        assert ProvisioningJob.objects.get(schema_name="saratov").done == []
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            City.objects.create(schema_name="saratov", name="Саратов")
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["public", "pg_x", "Пенза", "a-b", 'a"b', "x" * 60, "1a"])
def test_a_bad_name_never_becomes_a_schema(committed, name):
    with pytest.raises(scope.BadSchemaName):
        steps.order(name, WANTED, by="tests")
