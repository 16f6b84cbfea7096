"""A city is made step by step, every step can be repeated, and it is routed last.

What a killed process leaves behind: tests/faults/test_provisioning.py.
"""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connections, transaction

from appeals.models import Category, ReplyTemplate
from billing.models import Subscription
from tenants import directory
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.models import City, ProvisioningJob
from tenants.provisioning import steps
from tests.samara import WANTED, ordered


@pytest.fixture
def samara(committed):
    """An order for a city, gone afterwards."""
    with ordered(committed) as job:
        yield job


def test_an_order_becomes_a_city_on_the_air(samara):
    tenant = steps.carry_out(samara)

    assert tenant.branding.colour == "#123456"
    assert directory.by_host("samara.localhost") == tenant
    samara.refresh_from_db(using="owner")
    assert samara.done == list(steps.steps_of("city"))
    assert samara.done[-1] == "route"


def test_carrying_out_a_finished_order_changes_nothing(samara):
    first = steps.carry_out(samara)

    assert steps.carry_out(samara) == first


def test_a_failing_step_keeps_its_reason_for_the_operators(samara, monkeypatch):
    def fail(job):
        raise ValueError("нет места")

    monkeypatch.setattr("appeals.actions.plant.plant", fail)

    with pytest.raises(steps.CannotProvision, match="catalogue"):
        steps.carry_out(samara)

    samara.refresh_from_db(using="owner")
    assert samara.failure.startswith("catalogue")
    assert samara.done == ["reserve", "build", "verify", "domain"]
    assert samara.took.keys() == set(samara.done)


def test_a_city_whose_pages_do_not_open_stays_off_the_air(samara, monkeypatch):
    monkeypatch.setattr("portal.feed.latest", lambda: 1 / 0)

    with pytest.raises(steps.CannotProvision, match="probe"):
        steps.carry_out(samara)

    assert directory.by_host("samara.localhost") is None


def test_a_new_city_has_its_starter_rows_a_trial_and_an_invited_administrator(samara):
    tenant = steps.carry_out(samara)

    with scope.in_tenant(tenant):
        assert Category.objects.for_filing().filter(code="other").exists()
        assert ReplyTemplate.objects.filter(organisation=None).exists()
        assert User.objects.get().role == "administrator"
        # By row-level security the city reads its own subscription and nobody else's.
        (subscription,) = Subscription.objects.select_related("plan")
    assert subscription.plan.code == "million"
    assert subscription.trial_until - subscription.begun_at == timedelta(days=30)


def test_a_schema_that_differs_from_the_template_is_not_let_on_the_air(samara, monkeypatch):
    build = steps.BEFORE["build"]

    def spoil(job):
        build(job)
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE samara.appeals_crew ADD COLUMN odd integer")

    monkeypatch.setitem(steps.BEFORE, "build", spoil)

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
