"""Filing under 59-ФЗ on the portal, and what the applicant reads of it afterwards."""

import pytest
from django.test import Client

from appeals import actions
from appeals.models import Appeal, OfficialLetter, Policy
from tests import make
from tests.actions.test_statute import SIGNED, statutory
from tests.make import DISPATCHER, FRIDAY_NOON
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


class TestCard:
    @pytest.fixture
    def appeal(self, city):
        return statutory()

    def given(self, appeal):
        actions.enter(appeal.pk, by=DISPATCHER, at=FRIDAY_NOON)
        actions.answer_in_writing(
            appeal.pk, text="Двор осмотрели.", by=DISPATCHER, at=FRIDAY_NOON, **SIGNED
        )

    def test_everybody_sees_the_regime_and_its_clocks(self, appeal, client):
        page = client.get(f"/appeals/{appeal.latin_number}/").content.decode()

        assert "Обращение по 59-ФЗ" in page
        assert "59-ФЗ ст. 8 ч. 2" in page

    def test_the_answer_is_the_applicants_alone(self, appeal, client):
        self.given(appeal)
        letter = OfficialLetter.objects.get()
        own = f"/track/{appeal.tracking_code}/letters/{letter.pk}/"

        assert own in client.get(f"/track/{appeal.tracking_code}/").content.decode()
        assert "Двор осмотрели." in client.get(own).content.decode()
        public = client.get(f"/appeals/{appeal.latin_number}/").content.decode()
        assert "Двор осмотрели." not in public
        assert MARIA not in public
        assert "Дан письменный ответ" in public
        other = make.appeal()
        stranger = client.get(f"/track/{other.tracking_code}/letters/{letter.pk}/")
        assert stranger.status_code == 404

    def test_a_message_shows_nothing_of_it(self, city, client):
        appeal = make.appeal()

        assert "59-ФЗ" not in client.get(f"/appeals/{appeal.latin_number}/").content.decode()


def test_the_profile_shows_the_level_and_a_code_until_somebody_looked(city):
    page = browser(identity_level=1).get("/accounts/profile/").content.decode()
    assert "Подтверждён контакт" in page
    assert "назовите код" in page

    known = browser(identity_level=2, full_name=MARIA).get("/accounts/profile/").content.decode()

    assert MARIA in known
    assert "назовите код" not in known
