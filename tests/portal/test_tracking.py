import io
import re

import pytest
from django.utils import timezone

from appeals import actions
from tests import make


@pytest.fixture
def resolved(city, vodokanal, member):
    house = make.house()
    make.serving(house, vodokanal)
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    actions.resolve(
        appeal.pk, report="Заменён участок трубы", cause="pipe_wear", by=member, at=timezone.now()
    )
    appeal.refresh_from_db()
    return appeal


def own(appeal):
    return f"/track/{appeal.tracking_code}/"


def test_the_applicant_is_asked_whether_it_is_solved(resolved, client):
    page = client.get(own(resolved))

    assert "Проблема решена?" in page.content.decode()
    # "no-referrer" would make browsers send `Origin: null`, and the answer would be refused.
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex"


def test_everybody_else_is_not_asked(resolved, client):
    page = client.get(f"/appeals/{resolved.latin_number}/").content.decode()

    assert "Да, проблема решена" not in page
    assert resolved.tracking_code not in page


def test_yes_confirms(resolved, client):
    answer = client.post(own(resolved), {"answer": "confirm"})

    assert answer.status_code == 302
    resolved.refresh_from_db()
    assert resolved.status == "confirmed"


def test_no_sends_it_back_under_stricter_control_with_the_persons_words(resolved, client):
    client.post(own(resolved), {"answer": "reopen", "reason": "half_done", "text": "Вода ржавая"})

    resolved.refresh_from_db()
    assert (resolved.status, resolved.control_level) == ("reopened", 1)
    event = resolved.events.get(kind="reopen")
    assert event.details["comment"] == "Сделано не до конца: Вода ржавая"
    assert event.actor_role == "applicant"


def test_no_without_a_reason_is_asked_for_one_and_keeps_the_page(resolved, client):
    answer = client.post(own(resolved), {"answer": "reopen", "text": ""})

    assert answer.status_code == 422
    assert "Напишите, что осталось не так" in answer.content.decode()
    resolved.refresh_from_db()
    assert resolved.status == "resolved"


def test_a_second_answer_is_refused_in_a_sentence(resolved, client):
    client.post(own(resolved), {"answer": "confirm"})

    answer = client.post(own(resolved), {"answer": "confirm"})

    assert answer.status_code == 409
    assert "Ответ уже есть" in answer.content.decode()


def test_the_letters_page_says_what_was_done_and_takes_a_refusal_with_photos(resolved, client):
    address = own(resolved) + "answer/"
    page = client.get(address).content.decode()
    assert "Заменён участок трубы" in page

    answer = client.post(
        address,
        {
            "answer": "reopen",
            "reason": "half_done",
            "photos": [make.picture(), make.picture((32, 32))],
        },
    )

    assert answer["Location"] == own(resolved)
    resolved.refresh_from_db()
    assert (resolved.status, resolved.control_level, resolved.photo_count) == ("reopened", 1, 2)
    assert [photo.kind for photo in resolved.attachments.all()] == ["reported", "reported"]


def test_a_photo_of_a_refused_answer_need_not_be_chosen_again(resolved, client):
    address = own(resolved) + "answer/"

    refused = client.post(address, {"answer": "reopen", "photos": [make.picture()]})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Приложен 1 снимок" in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    client.post(address, {"answer": "reopen", "reason": "again", "kept": kept})
    assert resolved.attachments.count() == 1


def test_six_photos_are_too_many_and_a_text_is_no_photo(resolved, client):
    address = own(resolved) + "answer/"
    six = [make.picture() for _ in range(6)]
    text = io.BytesIO(b"not a picture")

    for photos in (six, [text]):
        answer = client.post(address, {"answer": "reopen", "reason": "again", "photos": photos})
        assert answer.status_code == 422
    resolved.refresh_from_db()
    assert resolved.status == "resolved"


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("confirm", "Ответ уже есть"),
        ("reopen", "уже снова в работе"),
        ("archive", "закрыто"),
    ],
)
def test_a_stale_answer_is_told_what_happened_meanwhile(resolved, client, step, sentence):
    address = own(resolved) + "answer/"
    client.get(address)
    if step == "reopen":
        actions.reopen(resolved.pk, reason="Снова нет", by=make.DISPATCHER, at=timezone.now())
    else:
        actions.confirm(resolved.pk, by=make.DISPATCHER, at=timezone.now())
    if step == "archive":
        actions.archive(resolved.pk, by=make.DISPATCHER, at=timezone.now())

    late = client.post(address, {"answer": "confirm"})

    assert late.status_code == 409
    assert sentence in late.content.decode()
    assert sentence in client.get(address).content.decode()


def test_an_answer_that_is_not_the_applicants_is_none(resolved, client):
    for answer in ("archive", "reject", "assign", ""):
        assert client.post(own(resolved), {"answer": answer}).status_code == 422
    resolved.refresh_from_db()
    assert resolved.status == "resolved"


def test_an_unknown_code_opens_nothing(city, client):
    assert client.get("/track/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_number_and_code_together_open_the_appeal(resolved, client):
    answer = client.post("/track/", {"number": resolved.number, "code": resolved.tracking_code})
    assert answer["Location"] == own(resolved)


def test_a_wrong_code_and_a_wrong_number_read_the_same(resolved, client):
    wrong = client.post("/track/", {"number": resolved.number, "code": "x"})
    missing = client.post("/track/", {"number": "ПНЗ-2026-999999", "code": "x"})

    assert wrong.status_code == missing.status_code == 422
    sentence = "Номер и код не подходят друг к другу"
    assert sentence in wrong.content.decode()
    assert sentence in missing.content.decode()


def test_the_browser_remembers_what_it_opened_and_forgets_when_told(resolved, client):
    client.get(own(resolved))
    assert resolved.number in client.get("/track/").content.decode()

    client.post("/track/", {"forget": "1"})
    assert resolved.number not in client.get("/track/").content.decode()


def test_a_forged_memory_is_empty(resolved, client):
    client.cookies["tracked"] = f'["{resolved.tracking_code}"]'
    assert resolved.number not in client.get("/track/").content.decode()


def test_a_question_is_answered_on_the_same_page(resolved, dispatcher, client):
    fresh = make.appeal(at=timezone.now())
    actions.ask(fresh.pk, question="Какой подъезд?", by=dispatcher, at=timezone.now())

    assert "Какой подъезд?" in client.get(own(fresh)).content.decode()
    client.post(own(fresh), {"answer": "answer", "text": "Второй"})

    fresh.refresh_from_db()
    assert fresh.status == "registered"
    assert "Второй" not in client.get(f"/appeals/{fresh.latin_number}/").content.decode()
