"""One's own data: all of it taken away, all of it erased but what the law keeps."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from appeals import actions
from appeals.actions import photos
from appeals.models import (
    Applicant,
    Attachment,
    Call,
    Consent,
    Following,
    Message,
    Preference,
    Reach,
    Sender,
)
from appeals.notifications import post
from appeals.notifications.post import Person
from tenants.accounts.models import User
from tests import make
from tests.portal.test_own_links import EMAIL, opened, path_of, written

TEXT = "Нет воды, я, Иванова Мария, телефон +7 912 345-67-89"


@pytest.fixture
def appeal(city):
    return make.appeal(
        at=timezone.now(), email=EMAIL, name="Мария", phone="+79123456789", flat="47", text=TEXT,
        consent="2026-11-22", photos=(photos.take(make.picture()),),
    )  # fmt: skip


@pytest.fixture
def account(city, client):
    user = make.user(email=EMAIL)
    client.force_login(user)
    return user


def taken(client) -> tuple[dict, list[str]]:
    answer = client.post("/track/data/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return json.loads(archive.read("data.json")), archive.namelist()


def erased(client):
    client.post("/track/data/erasing/")
    path = path_of(written()[-1])
    assert client.post(path)["Location"] == "/track/data/erase/"
    return client.post("/track/data/erase/")


def test_everything_is_taken_away_with_the_photos(appeal, account, client):
    actions.join(make.appeal(at=timezone.now()).pk, by=make.DISPATCHER, at=timezone.now(),
                 email=EMAIL, text="И у меня")  # fmt: skip
    post.send(to=Person(email=EMAIL), event="result", key="appeal:1:1", subject="Итог", text="Да",
              at=timezone.now())  # fmt: skip
    make.appeal(at=timezone.now(), email="other@example.org", text="Чужое")

    facts, names = taken(client)

    assert names == ["readme.txt", "data.json", f"photos/{appeal.latin_number}-1.jpg"]
    (one,) = facts["appeals"]
    assert (one["text"], one["you_left"]["flat"]) == (TEXT, "47")
    assert facts["joined"][0]["text"] == "И у меня"
    assert facts["messages"][0]["subject"] == "Итог"
    assert facts["account"]["email"] == EMAIL
    assert "Чужое" not in json.dumps(facts, ensure_ascii=False)
    assert appeal.tracking_code not in json.dumps(facts)


def test_a_visitor_of_a_link_takes_theirs_and_a_stranger_nothing(appeal, client):
    assert client.post("/track/data/").status_code == 302
    opened(client)

    facts, _ = taken(client)

    assert [one["number"] for one in facts["appeals"]] == [appeal.number]


def test_erasing_needs_the_letters_link_and_leaves_the_appeal_to_everybody(appeal, client):
    opened(client)
    client.post(f"/follow/?what=appeal&id={appeal.latin_number}", {"rhythm": "at_once"})
    assert client.get("/track/data/erase/").status_code == 404

    answer = erased(client)

    assert "Данные удалены" in answer.content.decode()
    assert not Applicant.objects.exists()
    assert not Following.objects.exists()
    code, appeal_text = appeal.tracking_code, appeal.public_text
    appeal.refresh_from_db()
    assert appeal.text == appeal_text
    assert "345-67-89" not in appeal.text
    assert appeal.tracking_code != code
    assert client.get(f"/track/{code}/").status_code == 404
    assert client.get(f"/appeals/{appeal.latin_number}/").status_code == 200
    assert Attachment.objects.filter(appeal=appeal).count() == 1
    assert not Message.objects.filter(to=EMAIL).exists()
    kinds = [event.kind for event in appeal.events.all()]
    assert kinds[-1] == "erase"
    given = Consent.objects.filter(is_given=True, version="2026-11-22", about=f"appeal {appeal.pk}")
    assert given.exists()
    assert Consent.objects.filter(is_given=False).exists()
    assert client.get("/track/data/erase/").status_code == 404


def test_answers_and_whence_it_came_are_taken_and_erased_too(city, client):
    appeal = make.appeal(at=timezone.now(), email=EMAIL, category="cold_water_off",
                         answers={"frail": "yes", "who_else": "neighbours"}, browser="b",
                         network="n")  # fmt: skip
    own = {"names": {"ru": "Кто видел?"}, "value": "Мой телефон +7 912 345-67-89", "public": True}
    own |= {"code": "seen", "words": {"ru": own["value"]}}
    appeal.answers.append(own)
    appeal.call = Call.objects.create(outside_id="1", rang_at=timezone.now())
    appeal.save()
    opened(client)
    asked = taken(client)[0]["appeals"][0]["asked"]
    assert {"question": "Кто видел?", "answer": own["value"], "public": True} in asked
    assert [each["public"] for each in asked].count(False) == 1

    erased(client)

    appeal.refresh_from_db()
    kept = {each["code"]: each["words"]["ru"] for each in appeal.answers}
    assert kept == {"who_else": "У соседей тоже", "seen": "Мой телефон [телефон скрыт]"}
    assert appeal.call_id is None
    assert not Sender.objects.exists()


def test_an_account_goes_with_all_it_linked(appeal, account, client):
    Reach.objects.create(user_id=account.pk, telegram_chat="555")
    Preference.objects.create(
        owner=f"user:{account.pk}", event="result", channel="email", is_wanted=False
    )

    assert "Данные удалены" in erased(client).content.decode()

    assert not User.objects.filter(pk=account.pk).exists()
    assert not Reach.objects.exists()
    assert not Preference.objects.exists()
    assert client.get("/accounts/profile/").status_code == 302


def test_what_the_law_keeps_is_kept_and_said(appeal, client):
    appeal.regime = "statutory"
    appeal.save()
    opened(client)
    client.post("/track/data/erasing/")
    client.post(path_of(written()[-1]))

    assert "59-ФЗ" in client.get("/track/data/erase/").content.decode()
    client.post("/track/data/erase/")

    assert Applicant.objects.get().email == EMAIL
    appeal.refresh_from_db()
    assert appeal.text == TEXT


def test_photos_for_the_authority_alone_go(city, client):
    make.appeal(at=timezone.now(), email=EMAIL, is_public=False,
                photos=(photos.take(make.picture()),))  # fmt: skip
    opened(client)

    erased(client)

    assert not Attachment.objects.exists()


def test_staff_do_not_erase_themselves(city, client):
    person = make.user("dispatcher", email=EMAIL)
    client.force_login(person)

    assert erased(client).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_the_log_of_consents_cannot_be_changed(city):
    from django.db import ProgrammingError, transaction

    line = Consent.objects.create(subject="x", is_given=True, about="y", at=timezone.now())
    for change in (line.delete, lambda: Consent.objects.update(about="z")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
