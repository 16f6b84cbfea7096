"""Closing a city on the console: the reason, the steps, the archive, two voices, the act."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from console.models import Action
from tenants import directory
from tenants.isolation import scope
from tenants.lifecycle import leaving
from tenants.models import Entitlements, Offboarding
from tests import make
from tests.desk.conftest import browser

REASON = "Договор 12 от 01.02.2026 расторгнут"


@pytest.fixture(autouse=True)
def city_as_it_was(committed) -> Iterator[None]:
    """Пенза stays."""
    yield
    with scope.entered(None), transaction.atomic("owner"):
        Offboarding.objects.using("owner").all().delete()
        Entitlements.objects.using("owner").all().delete()
    directory.forget()
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


@pytest.fixture
def second(committed) -> Client:
    """Another operator."""
    with scope.in_tenant(committed.office):
        client = Client(headers={"host": "console.localhost"})
        client.force_login(make.user("operator", name="Оператор Второй"))
    return client


@pytest.fixture
def exported(operator, committed) -> Offboarding:
    """Пенза closing, with its archive."""
    operator.post("/cities/penza/closing/", {"reason": REASON})
    with scope.entered(None), transaction.atomic("owner"):
        earlier = timezone.now() - timedelta(hours=1)
        Offboarding.objects.using("owner").update(ordered_at=earlier)
    leaving.work_off()
    directory.forget()
    return Offboarding.objects.using("owner").get()


def test_without_a_reason_nothing_is_closed(operator, committed):
    page = operator.post("/cities/penza/closing/", {"reason": "хотим"}).content.decode()

    assert "Назовите основание" in page
    assert "хотим" in page
    assert not Offboarding.objects.using("owner").exists()


def test_operators_see_what_the_archive_holds_and_never_take_it(operator, second, exported):
    page = operator.get(f"/closings/{exported.pk}/").content.decode()
    assert exported.facts["sha256"] in page
    assert "только администратор города" in page
    for voice in (operator, second):
        voice.post(f"/closings/{exported.pk}/confirm/")
        answers = [ask(f"/closings/{exported.pk}/archive/") for ask in (voice.post, voice.get)]
        assert {answer.status_code for answer in answers} <= {404, 405}

    again = operator.get("/cities/penza/closing/")
    assert again["Location"] == f"/closings/{exported.pk}/"


def test_two_operators_confirm_and_one_cannot(operator, second, exported):
    door = f"/closings/{exported.pk}/confirm/"
    operator.post(door)
    alone = operator.post(door, follow=True).content.decode()
    second.post(door)

    exported.refresh_from_db(using="owner")
    assert "другой оператор" in alone
    assert (exported.first_by, exported.second_by) == ("Оператор Первый", "Оператор Второй")


def test_cancelled_the_city_goes_on_and_both_sides_keep_a_line(operator, exported, committed):
    operator.post(f"/closings/{exported.pk}/cancel/")
    directory.forget()

    assert not directory.by_schema("penza").entitlement.is_restricted
    assert "Закрытие отменено" in operator.get(f"/closings/{exported.pk}/").content.decode()
    with scope.in_tenant(committed.office):
        assert list(Action.objects.values_list("verb", flat=True)) == ["kept", "closing"]
    with scope.in_tenant(committed.penza):
        administrator = browser(make.user("administrator"))
    told = administrator.get("/desk/launch/export/").content.decode()
    assert "Отменённые закрытия" in told
    assert "архив удалён" in told


def test_the_administrator_takes_the_archive_and_nobody_else(exported, committed):
    with scope.in_tenant(committed.penza):
        administrator = browser(make.user("administrator"))
        dispatcher = browser(make.user("dispatcher"))

    page = administrator.get("/desk/launch/export/").content.decode()
    archive = administrator.get("/desk/launch/export/archive/")

    assert exported.facts["sha256"] in page
    assert "Город закрывается" in page
    assert b"".join(archive.streaming_content)[:2] == b"PK"
    assert dispatcher.get("/desk/launch/export/archive/").status_code == 403
    assert administrator.post("/desk/settings/notices/new/").status_code == 423


def test_in_a_closing_city_the_administrator_can_sign_in(exported, committed):
    with scope.in_tenant(committed.penza):
        person = make.user("administrator")
    client = Client(headers={"host": "penza.localhost"})

    client.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})

    assert client.get("/desk/launch/export/").status_code == 200
    # A new password would be lost with the city, and nothing else is stored either.
    assert client.post("/accounts/password/change/", {}).status_code == 423
    assert client.post("/accounts/password/reset/", {"email": person.email}).status_code == 423


def test_a_city_that_stays_reads_how_to_leave(committed):
    with scope.in_tenant(committed.kazan):
        client = Client(headers={"host": "kazan.localhost"})
        client.force_login(make.user("administrator"))

    assert "открытом формате" in client.get("/desk/launch/export/").content.decode()
    assert client.get("/desk/launch/export/archive/").status_code == 404
