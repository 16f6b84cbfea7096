import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from appeals.models import Appeal, Applicant, Attachment
from portal import drafts
from tests import make
from tests.portal.places import place


def picture(name="photo.jpg", **options):
    file = make.picture(**options)
    file.name = name
    return file


def told(**fields):
    return {
        "key": "attempt-1",
        "text": "Нет холодной воды с утра",
        "category": "other",
        "address": "у сквера на углу",
        **fields,
    }


def send(client, **fields):
    return client.post("/new/", told(**fields))


def test_the_form_carries_a_key_and_every_theme(city, client):
    page = client.get("/new/").content.decode()

    assert re.search(r'name="key" value="[\w-]{20,}"', page)
    assert "<optgroup" in page
    assert 'value="cold_water_off"' in page


def test_an_appeal_is_filed_and_the_page_gives_its_number_and_link(city, client):
    answer = send(client, phone="8 (912) 345-67-89", name="Мария", consent="on")

    appeal = Appeal.objects.get()
    assert answer["Location"] == f"/track/{appeal.tracking_code}/accepted/"
    page = client.get(answer["Location"]).content.decode()
    assert appeal.number in page
    assert appeal.tracking_code in page
    who = Applicant.objects.get()
    assert (who.phone, who.name, bool(who.consent)) == ("+79123456789", "Мария", True)


def test_nothing_personal_needs_no_consent(city, client):
    assert send(client).status_code == 302


def test_a_phone_without_consent_is_not_taken(city, client):
    answer = send(client, phone="89123456789")

    assert answer.status_code == 422
    assert "Отметьте согласие" in answer.content.decode()
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Напишите, что случилось"),
        ({"text": "ы" * 100_000}, "Текст длиннее 4000 знаков"),
        ({"text": "вода\x00"}, "недопустимый знак"),
        ({"address": ""}, "Укажите, где это"),
        ({"house": "987654321"}, "Такого дома нет в реестре города"),
        ({"category": "teleport"}, "Выберите"),
        ({"phone": "+7 900 000-00-0", "consent": "on"}, "Не хватает одной цифры"),
        ({"phone": "8 900 000", "consent": "on"}, "Не хватает 4 цифр"),
        ({"phone": "8 900 000-00-00, 8 900 000-00-01", "consent": "on"}, "лишние знаки"),
        ({"email": "мария", "consent": "on"}, "Проверьте адрес почты"),
    ],
)
def test_each_mistake_is_a_sentence_and_nothing_typed_is_lost(city, client, fields, sentence):
    answer = send(client, landmark="вход со двора", **fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "вход со двора" in page
    assert "<title>Ошибка:" in page
    assert not Appeal.objects.exists()


def test_a_typed_address_finds_its_house(city, vodokanal, client):
    house = place("ул. Кирова, 63")
    make.serving(house, vodokanal)

    send(client, address="кирова 63", category="cold_water_weak")

    appeal = Appeal.objects.get()
    assert (appeal.house_id, appeal.organisation_id) == (house.pk, vodokanal.pk)


def test_an_unclear_house_is_asked_about_and_may_stay_words(city, client):
    house = place("ул. Кирова, 63")

    asked = send(client, address="кирова 6")
    assert asked.status_code == 422
    assert house.address in asked.content.decode()

    assert send(client, address="кирова 6", pick="free").status_code == 302
    assert Appeal.objects.get().house_id is None


def test_a_picked_house_is_taken(city, client):
    house = place("ул. Кирова, 63")

    send(client, address="кирова 6", pick=str(house.pk))

    assert Appeal.objects.get().house_id == house.pk


def test_finding_a_house_without_scripts_judges_nothing(city, client):
    place("ул. Кирова, 63")

    page = send(client, address="кирова 63", text="", find="1")

    assert page.status_code == 200
    assert "Какой из этих домов?" in page.content.decode()
    assert "Напишите, что случилось" not in page.content.decode()


def test_photos_are_taken_with_the_appeal(city, client):
    send(client, photos=[picture(), picture("другое.png", form="PNG")])

    assert Attachment.objects.count() == 2


def test_photos_survive_a_mistake_elsewhere(city, client):
    refused = send(client, text="", photos=[picture()])
    ticket = re.search(r'name="kept" value="([^"]+)"', refused.content.decode())[1]
    assert not Attachment.objects.exists()

    assert send(client, kept=ticket).status_code == 302
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("fields", [{"look": "1"}, {"find": "1"}, {"text": ""}])
def test_nobody_fills_the_disk_with_photos_that_nobody_files(city, client, monkeypatch, fields):
    monkeypatch.setattr(drafts, "AN_HOUR", 2)

    page = send(client, photos=[picture() for _ in range(3)], **fields).text
    early = client.post("/new/photos/", {"photo": picture()})

    assert page.count('name="kept"') == 2
    assert "сейчас много снимков" in page
    assert early.status_code == 422
    assert "сейчас много снимков" in early.json()["error"]


def test_a_forged_ticket_keeps_nothing(city, client):
    answer = send(client, kept="../../etc/passwd")

    assert answer.status_code == 422
    assert "больше не хранится" in answer.content.decode()


def test_what_is_no_photo_is_named_and_the_good_one_is_kept(city, client):
    bad = io.BytesIO(b"MZ" + b"\0" * 400)
    bad.name = "virus.jpg"

    page = send(client, photos=[picture(), bad]).content.decode()

    assert "«virus.jpg»: Это не фото" in page
    assert page.count('name="kept"') == 1


def test_six_photos_are_too_many_and_five_are_kept(city, client):
    page = send(client, photos=[picture() for _ in range(6)]).content.decode()

    assert "Взяли первые 5 фото" in page
    assert page.count('name="kept"') == 5


def test_the_same_form_sent_twice_files_once(city, client):
    one, two = send(client), send(client)

    assert one["Location"] == two["Location"]
    assert Appeal.objects.count() == 1


def test_another_text_under_the_same_key_is_asked_about_and_gets_a_new_key(city, client):
    send(client)

    answer = send(client, text="Совсем другое")

    assert answer.status_code == 422
    assert "уже отправлено" in answer.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]
    assert key != "attempt-1"
    assert send(client, text="Совсем другое", key=key).status_code == 302


def test_a_resident_with_an_account_finds_it_there(city, client):
    resident = make.user("resident")
    client.force_login(resident)

    send(client)

    assert Applicant.objects.get().user_id == resident.pk
    client.cookies.pop("tracked")
    assert Appeal.objects.get().number in client.get("/track/").content.decode()


def test_address_search_answers_as_the_field_expects(city, client):
    house = place("ул. Кирова, 63", district="Ленинский")

    found = client.get("/houses/", {"q": "кир 63"}).json()["houses"]

    assert found[0] == {"id": house.pk, "label": house.address, "detail": "Ленинский район"}
    assert client.get("/houses/", {"q": ""}).json() == {"houses": []}


def test_old_drafts_are_swept(city, client):
    default_storage.save("drafts/2020-01-01/old.jpg", ContentFile(b"old"))

    send(client, text="", photos=[picture()])

    days = default_storage.listdir("drafts")[0]
    assert days == [f"{timezone.localdate():%Y-%m-%d}"]


def test_the_map_for_the_pin_begins_in_the_middle_of_the_city_in_figures_a_script_reads(
    city, client
):
    page = client.get("/new/").content.decode()

    assert f'data-lat="{city.latitude}" data-lon="{city.longitude}"' in page
