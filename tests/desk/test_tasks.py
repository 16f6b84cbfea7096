"""A crew's phone: its own tasks and nobody else's."""

import pytest
from django.utils import timezone

from appeals import actions
from tests import make


@pytest.fixture
def sent(vodokanal, crew, member, dispatcher):
    appeal = make.appeal(
        address="ул. Леонова, 32", text="Утечка на колонке", phone="+79001234567", at=timezone.now()
    )
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    return actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())


def test_the_crew_sees_where_what_and_whom_to_call(phone, sent):
    page = phone.get("/desk/tasks/").text

    for part in ("ул. Леонова, 32", "Утечка на колонке", "tel:+79001234567", sent.number):
        assert part in page


def test_a_task_of_another_crew_is_missing(phone, sent, vodokanal, member):
    other = vodokanal.crews.create(name="Бригада 7")
    actions.dispatch_crew(sent.pk, crew=other, by=member, at=timezone.now())

    assert "ул. Леонова" not in phone.get("/desk/tasks/").text
    assert phone.get(f"/desk/appeals/{sent.latin_number}/").status_code == 404


def test_done_with_a_photo_leaves_the_list(phone, sent):
    answer = phone.post(
        f"/desk/appeals/{sent.latin_number}/resolve/",
        {"version": sent.version, "report": "Колонка закрыта", "photos": make.picture(),
         "back": "/desk/tasks/"},
    )  # fmt: skip

    assert answer["Location"] == "/desk/tasks/"
    page = phone.get("/desk/tasks/").text
    assert "Задач нет" in page
    assert "ждём заявителя" in page


def test_a_report_without_words_says_what_is_missing(phone, sent):
    answer = phone.post(
        f"/desk/appeals/{sent.latin_number}/resolve/", {"version": sent.version, "report": ""}
    )

    assert answer.status_code == 422
    assert "Напишите, что сделано: этот текст увидит житель." in answer.text
