"""Filing under 59-ФЗ on the portal, and what the applicant reads of it afterwards."""

import pytest
from django.test import Client

from appeals.models import Appeal, Policy
from tests import make
from tests.portal.test_filing import told

PENZA = {"host": "penza.localhost"}
MARIA = "Иванова Мария Петровна"


def browser(**fields) -> Client:
    """A resident's browser, signed in."""
    signed = Client(headers=PENZA)
    signed.force_login(make.user(**fields))
    return signed


@pytest.fixture
def maria(city) -> Client:
    return browser(identity_level=2, full_name=MARIA, email="maria@example.org")


def send(client, **fields):
    return client.post("/new/", told(regime="statutory", consent="on", **fields))


def test_a_stranger_is_told_how_and_may_file_a_message_at_once(city, client):
    assert "сначала войдите" in client.get("/new/").content.decode()

    answer = send(client, text="Нет воды третий день")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Нет воды третий день" in page
    assert "войдите в учётную запись" in page
    assert client.post("/new/", told(regime="request")).status_code == 302
    assert Appeal.objects.get().regime == "request"


def test_a_resident_nobody_has_seen_is_sent_with_a_document(city):
    Policy(pk=1, identity_place="Ул. Московская, 1, кабинет 5").save()

    page = browser(identity_level=1).get("/new/").content.decode()

    assert "показал документ" in page
    assert "кабинет 5" in page
    assert 'value="statutory"' not in page


def test_a_known_resident_files_under_the_law(maria):
    assert MARIA in maria.get("/new/").content.decode()

    assert send(maria).status_code == 302

    appeal = Appeal.objects.get()
    assert (appeal.regime, appeal.applicant.name) == ("statutory", MARIA)
    assert appeal.applicant.answer_address == "maria@example.org"


def test_a_wrong_address_is_told_at_its_field_and_everything_stays(maria):
    answer = send(maria, answer_address="мария@", text="Не горит фонарь")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_answer_address-error"' in page
    assert "Не горит фонарь" in page
    assert "data-regime-law checked" in page
