import pytest
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.actions import Change, Origin, photos
from appeals.models import Complaint, Moderation
from tenants.accounts.actor import ANONYMOUS
from tests import make

TEXT = "Яма. Семёнов — негодяй"


@pytest.fixture
def appeal(city):
    return make.appeal(
        text=TEXT,
        category="other",
        at=timezone.now(),
        browser="b1",
        photos=(photos.take(make.picture()),),
    )


@pytest.fixture
def desk(client):
    client.force_login(make.user("dispatcher", name="Нина"))
    return client


@pytest.fixture
def visitor():
    return Client(headers={"host": "penza.localhost"})


def everybody(path):
    return Client(headers={"host": "penza.localhost"}).get(path).content.decode()


def test_what_is_hidden_is_hidden_everywhere_and_the_desk_keeps_it(appeal, desk):
    page = f"/desk/appeals/{appeal.latin_number}/moderation/"
    told = {"what": "text", "how": "edit", "text": "Яма во дворе", "reason": "insult"}
    assert desk.post(page, told)["Location"] == page

    for path in (
        f"/appeals/{appeal.latin_number}/",
        "/",
        f"/api/v1/appeals/{appeal.latin_number}/",
    ):
        assert "негодяй" not in everybody(path), path
        assert "Яма во дворе" in everybody(path), path
    assert "Часть текста скрыта модератором: оскорбления" in everybody(
        f"/appeals/{appeal.latin_number}/"
    )
    shown = desk.get(page).content.decode()
    assert f"<b>Было:</b> {TEXT}" in shown

    desk.post(page, {"what": "whole", "how": "hide", "reason": "rules"})
    for path in ("/", "/api/v1/appeals/"):
        assert appeal.number not in everybody(path)
    assert "ничего нет" in everybody(f"/appeals/{appeal.latin_number}/")


def test_a_hidden_photo_is_gone_at_once(appeal, desk, visitor):
    shot = appeal.attachments.get()
    address = f"/media/{shot.key}.jpg"
    tag = visitor.get(address)["ETag"]
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 304

    desk.post(
        f"/desk/appeals/{appeal.latin_number}/moderation/",
        {"what": "photo", "how": "hide", "photo": shot.pk, "reason": "harsh"},
    )

    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 404
    card = everybody(f"/appeals/{appeal.latin_number}/")
    assert address not in card
    assert "Снимок скрыт модератором: тяжёлые кадры." in card
    assert desk.get(address).status_code == 200


def test_a_visitor_complains_and_the_desk_answers(appeal, desk, visitor):
    path = f"/appeals/{appeal.latin_number}/complain/"
    assert visitor.post(path, {"reason": ""}).status_code == 422
    answer = visitor.post(path, {"reason": "insult", "words": "Зачем так о людях"})
    assert answer["Location"] == f"/appeals/{appeal.latin_number}/?said=complaint"

    page = desk.get("/desk/moderation/").content.decode()
    assert "Зачем так о людях" in page
    desk.post(f"/desk/moderation/{Complaint.objects.get().pk}/leave/")
    assert "Жалоб нет" in desk.get("/desk/moderation/").content.decode()


def test_complaints_from_one_network_are_few(appeal, client):
    path = f"/appeals/{appeal.latin_number}/complain/"
    last = [client.post(path, {"reason": "insult"}) for _ in range(11)][-1]

    assert last.status_code == 422
    assert "Попробуйте через час" in last.content.decode()


def test_a_blocked_browser_reads_why_and_whom_to_call(appeal, desk, visitor):
    visitor.post(f"/appeals/{appeal.latin_number}/complain/", {"reason": "advert"})
    key = Complaint.objects.get().key
    spam = make.appeal(text="Купите окна", browser=key, network="n", at=timezone.now())
    page = f"/desk/appeals/{spam.latin_number}/moderation/"
    desk.post(f"{page}block/", {"kinds": ["browser"], "reason": "spam", "days": "7"})

    refused = visitor.post(
        f"/appeals/{appeal.latin_number}/complain/", {"reason": "insult"}
    ).content.decode()
    assert "через сайт от вас ничего не принимают: реклама и рассылка" in refused
    assert "112" in refused
    still = f"/appeals/{appeal.latin_number}/still/"
    answer = visitor.post(still, headers={"Sec-Fetch-Site": "same-origin"})
    assert "said=blocked" in answer["Location"]
    assert "до" in desk.get(page).content.decode()


def test_neighbours_doubts_stand_in_the_hall_until_somebody_has_looked(
    city, desk, vodokanal, member
):
    house = make.house()
    make.serving(house, vodokanal)
    now = timezone.now()
    done = make.appeal(house_id=house.pk, category="cold_water_off", at=now)
    actions.accept(done.pk, by=member, at=now)
    actions.resolve(done.pk, report="Дали", cause="unknown", by=member, at=now)
    for name in "abc":
        actions.doubt(done.pk, origin=Origin(browser=name), by=ANONYMOUS, at=now)

    assert done.number in desk.get("/desk/hall/?view=doubted").content.decode()
    page = desk.get(f"/desk/appeals/{done.latin_number}/").content.decode()
    assert "Соседи говорят, что проблема осталась: 3." in page
    trust = f"/desk/appeals/{done.latin_number}/trust/"
    for nothing in ("", "\x00"):
        assert desk.post(trust, {"words": nothing}).status_code == 422
    desk.post(trust, {"words": "Слесарь проверил все краны\x00"})

    assert done.number not in desk.get("/desk/hall/?view=doubted").content.decode()
    card = everybody(f"/appeals/{done.latin_number}/")
    assert "Слесарь проверил все краны" in card


def test_the_history_survives_an_edit_of_an_edit(appeal):
    for words in ("Раз", "Два"):
        actions.moderate(
            appeal.pk,
            Change(what="text", how="edit", text=words, reason="rules"),
            by=make.DISPATCHER,
            at=timezone.now(),
        )

    assert [(each.before, each.after) for each in Moderation.objects.all()] == [
        (TEXT, "Раз"),
        ("Раз", "Два"),
    ]
