"""The desk's screens of 59-ФЗ: lists, acts on the card, letters, looking at a document."""

import sys

import pytest

from appeals import actions
from appeals.models import OfficialLetter, StatutoryCase
from tenants.accounts.identity import code_of
from tenants.accounts.models import IdentityCheck
from tests import make
from tests.actions.test_statute import MARIA, SIGNED, statutory
from tests.desk.conftest import browser
from tests.make import DISPATCHER, FRIDAY_NOON


@pytest.fixture
def filed(city):
    return statutory()


def act(desk, appeal, name, **fields):
    return desk.post(f"/desk/appeals/{appeal.latin_number}/{name}/", fields)


def test_it_waits_in_the_lists_as_the_law_goes_on(desk, filed):
    row = f"/desk/appeals/{filed.latin_number}/"
    assert row in desk.get("/desk/statutory/").content.decode()

    act(desk, filed, "enter")
    assert row not in desk.get("/desk/statutory/").content.decode()
    page = desk.get("/desk/statutory/?list=consider").content.decode()
    assert StatutoryCase.objects.get().number in page

    act(desk, filed, "answer_in_writing", text="Проверили.", **SIGNED)
    assert "дан ответ" in desk.get("/desk/statutory/?list=ended").content.decode()


def test_a_list_goes_on_by_its_last_row(desk, filed, monkeypatch):
    monkeypatch.setattr(sys.modules["appeals.desk.views.statutory"], "_SIZE", 1)
    other = statutory()
    first = desk.get("/desk/statutory/")

    following = desk.get("/desk/statutory/", {"after": first.context["following"]})

    assert [row.appeal_id for row in first.context["rows"]] == [filed.pk]
    assert [row.appeal_id for row in following.context["rows"]] == [other.pk]
    assert not following.context["following"]


def test_the_lists_and_the_card_stay_cheap(desk, filed, statements):
    with statements(5):
        desk.get("/desk/statutory/")
    desk.get(f"/desk/appeals/{filed.latin_number}/")


def test_the_card_shows_the_laws_clocks_and_no_way_to_close(desk, filed):
    page = desk.get(f"/desk/appeals/{filed.latin_number}/").content.decode()

    assert "59-ФЗ ст. 8 ч. 2" in page
    assert "уточняется" in page
    assert 'id="move-enter"' in page
    assert 'id="move-reject"' not in page


def test_a_refused_answer_keeps_what_was_typed(desk, filed):
    act(desk, filed, "enter")

    answer = act(desk, filed, "answer_in_writing", text="Проверили двор.", signed_by="")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Проверили двор." in page
    assert "кто подписывает" in page
    assert not OfficialLetter.objects.exists()


def test_a_letter_is_printed_by_the_desk_alone(desk, filed, office):
    actions.enter(filed.pk, by=DISPATCHER, at=FRIDAY_NOON)
    actions.answer_in_writing(filed.pk, text="Да.", by=DISPATCHER, at=FRIDAY_NOON, **SIGNED)
    address = f"/desk/appeals/{filed.latin_number}/letters/{OfficialLetter.objects.get().pk}/"

    page = desk.get(address).content.decode()

    assert MARIA in page
    assert "Ким О. Н." in page
    assert office.get(address).status_code in (403, 404)


class TestIdentity:
    def find(self, desk, words):
        return desk.post("/desk/identity/", {"words": words}).content.decode()

    def test_a_resident_is_found_by_the_code_and_confirmed(self, desk):
        from django.utils import timezone

        person = make.user(identity_level=1)
        assert person.email in self.find(desk, code_of(person, timezone.now()))

        desk.post(
            f"/desk/identity/{person.pk}/confirm/", {"full_name": MARIA, "saw_document": "on"}
        )

        person.refresh_from_db()
        assert person.identity_level == 2
        assert MARIA in desk.get("/desk/identity/").content.decode()
        desk.post(f"/desk/identity/{person.pk}/revoke/", {"reason": "Чужой документ"})
        assert IdentityCheck.objects.first().reason == "Чужой документ"

    def test_a_part_of_a_name_finds_nobody(self, desk):
        make.user(name="Мария")

        assert "в городе нет" in self.find(desk, "Мария")

    def test_an_unseen_document_confirms_nobody(self, desk):
        person = make.user(identity_level=1)

        answer = desk.post(f"/desk/identity/{person.pk}/confirm/", {"full_name": MARIA})

        assert answer.status_code == 422
        assert MARIA in answer.content.decode()
        assert not IdentityCheck.objects.exists()

    def test_a_controller_does_not_look_at_documents(self, city):
        assert browser(make.user("controller")).get("/desk/identity/").status_code == 403
