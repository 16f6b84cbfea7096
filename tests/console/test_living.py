"""An operator stops a city, lets it go on, renames it and gives it another address."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client

from billing.models import Plan, Subscription
from console.models import Action
from tenants import directory
from tenants.isolation import scope
from tenants.management.commands import steward
from tenants.models import City, Domain, Entitlements, HostWish

REASON = "Проверяем копию базы после сбоя"


@pytest.fixture(autouse=True)
def city_as_it_was(committed) -> Iterator[None]:
    """Whatever was done to Пенза's shared rows is undone."""
    yield
    with scope.entered(None), transaction.atomic("owner"):
        Entitlements.objects.using("owner").all().delete()
        HostWish.objects.using("owner").all().delete()
        City.objects.using("owner").filter(schema_name="penza").update(name="Пенза")
        domains = Domain.objects.using("owner").filter(tenant__schema_name="penza")
        domains.exclude(domain="penza.localhost").delete()
        domains.update(is_primary=True)
    directory.forget()
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


def journal(stage) -> list[str]:
    with scope.in_tenant(stage.office):
        return list(Action.objects.values_list("verb", flat=True))


def test_a_city_is_stopped_with_a_reason_and_goes_on(operator, committed):
    operator.post("/cities/penza/suspension/", {"reason": REASON})
    page = operator.get("/cities/penza/").content.decode()
    directory.forget()

    assert "Город приостановлен" in page
    assert REASON in page
    assert "приостановлен" in operator.get("/").content.decode()
    assert directory.by_schema("penza").entitlement.is_frozen

    operator.post("/cities/penza/resumption/")
    directory.forget()
    assert not directory.by_schema("penza").entitlement.is_restricted
    assert journal(committed) == ["resumed", "suspended"]


def test_without_a_reason_nothing_is_stopped(operator, committed):
    answer = operator.post("/cities/penza/suspension/", {"reason": "так"}, follow=True)

    assert "Назовите причину" in answer.content.decode()
    assert journal(committed) == []


def test_stopping_twice_or_resuming_what_works_says_how_it_stands(operator, committed):
    resumed = operator.post("/cities/penza/resumption/", follow=True).content.decode()
    operator.post("/cities/penza/suspension/", {"reason": REASON})
    again = operator.post("/cities/penza/suspension/", {"reason": REASON}, follow=True)

    assert "Город работает" in resumed
    assert "уже приостановлен" in again.content.decode()


def test_a_renamed_city_keeps_its_code(operator, committed):
    operator.post("/cities/penza/name/", {"name": "  Пенза   великая "})
    directory.forget()

    found = directory.by_schema("penza")
    assert (found.name, found.code) == ("Пенза великая", "ПНЗ")
    assert journal(committed) == ["renamed"]


def test_the_old_address_leads_to_the_new_one(operator, committed):
    operator.post("/cities/penza/address/", {"address": "penza-gorod"})
    steward.work_off()
    directory.forget()
    old = Client(headers={"host": "penza.localhost"})

    moved = old.get("/houses/?q=1")

    assert moved.status_code == 301
    assert moved["Location"] == "http://penza-gorod.localhost/houses/?q=1"
    assert Client(headers={"host": "penza-gorod.localhost"}).get("/").status_code == 200
    assert old.get("/api/v1/outages/").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"), [("kazan", "занят"), ("console", "платформа"), ("Щ", "Адрес:")]
)
def test_an_address_that_cannot_be_is_refused(operator, committed, address, said):
    answer = operator.post("/cities/penza/address/", {"address": address}, follow=True)

    assert said in answer.content.decode()
    assert Domain.objects.filter(tenant__schema_name="penza").count() == 1


def test_another_plan_changes_the_limits_that_warn(operator, committed):
    with scope.entered(None), transaction.atomic("owner"):
        row = Subscription.objects.using("owner").get(city__schema_name="penza")
        was = row.plan
    other = Plan.objects.exclude(pk=was.pk).first()
    try:
        operator.post("/cities/penza/plan/", {"plan": other.code, "period": "year"})
        refused = operator.post(
            "/cities/penza/plan/", {"plan": "none", "period": "year"}, follow=True
        )
        directory.forget()

        assert directory.by_schema("penza").entitlement.organisations_limit == other.organisations
        assert not directory.by_schema("penza").entitlement.is_restricted
        assert "Выберите тариф" in refused.content.decode()
        assert journal(committed) == ["planned"]
    finally:
        with scope.entered(None), transaction.atomic("owner"):
            Subscription.objects.using("owner").filter(pk=row.pk).update(
                plan=was, period=row.period
            )


def test_only_operators_do_this(committed):
    for act in ("suspension", "resumption", "name", "address", "plan"):
        answer = Client(headers={"host": "console.localhost"}).post(f"/cities/penza/{act}/")
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]
