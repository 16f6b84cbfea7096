"""What the form says before it is sent: theme, questions, what is known, the preview; and joining."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from appeals import masking
from appeals.models import Appeal, Attachment, House, Joined
from tests import make
from tests.portal.counting import statements
from tests.portal.places import place

WATER = "Нет холодной воды с самого утра"


def told(**fields):
    return {"key": "attempt-1", "text": WATER, "address": "у сквера на углу", **fields}


def send(client, **fields):
    return client.post("/new/", told(**fields))


def look(client, **fields):
    """The parts of the page after what was typed."""
    answer = client.post("/new/look/", told(**fields))
    assert answer.status_code == 200
    return answer.json()


def test_the_text_proposes_three_themes_the_likeliest_marked(city, client):
    found = look(client)

    themes = found["parts"]["themes"]
    marked = re.search(r'value="(\w+)"[^>]* checked', themes)[1]
    assert marked == "cold_water_off"
    assert 1 < themes.count('class="sure"') <= 3
    assert "Скорее всего" in themes
    assert "Другая тема: весь список" in themes
    assert "«Нет холодной воды»" in found["say"]
    assert "Так только у вас или и у соседей?" in found["parts"]["questions"]


def test_words_about_nothing_we_know_leave_it_to_the_dispatcher(city, client):
    found = look(client, text="Хочу сказать спасибо")

    assert 'name="category"' in found["parts"]["themes"]
    assert found["say"] == ""
    assert "fieldset" not in found["parts"]["questions"]


def test_a_chosen_theme_stays_whatever_the_text_says(city, client):
    marked = {"themed": "1", "proposed": "cold_water_off"}

    ours = look(client, **marked, category="cold_water_off", text="Не работает лифт")
    theirs = look(client, **marked, category="noise", text="Не работает лифт")
    listed = look(client, **marked, category="cold_water_off", theme="dump")

    assert "В кабине сейчас есть люди?" in ours["parts"]["questions"]
    assert 'value="noise"' in theirs["parts"]["themes"]
    assert "Выбрана тема" in theirs["parts"]["themes"]
    assert re.search(r'value="dump"[^>]* checked', listed["parts"]["themes"])


def test_who_answers_for_the_house_stands_beside_the_theme(city, vodokanal, client):
    house = place("ул. Кирова, 63")
    make.serving(house, vodokanal)

    assert "Отвечает Горводоканал" in look(client, house=house.pk)["parts"]["themes"]


def test_the_preview_is_what_everybody_will_read(city, client):
    text = "Нет воды, я в квартире 47, тел. 8 912 345-67-89"

    preview = look(client, text=text, phone="89123456789")["parts"]["preview"]
    send(client, text=text, category="other")

    everybody = preview.split("Видят только диспетчер")[0]
    assert "345-67-89" not in everybody
    assert everybody.count('class="hid"') == 2
    shown = re.sub(r'<mark class="hid">(.+?)</mark>', r"[\1]", everybody)
    assert masking.masked(text) in shown
    assert Appeal.objects.get().public_text == masking.masked(text)


def test_only_for_the_authority_is_shown_to_nobody_else(city, client):
    assert "Не видит никто" in look(client, private="on")["parts"]["preview"]

    answer = send(client, category="other", private="on")

    appeal = Appeal.objects.get()
    assert not appeal.is_public
    assert client.get(f"/appeals/{appeal.latin_number}/").status_code == 404
    assert client.get(answer["Location"]).status_code == 200


def test_nobody_s_words_stand_in_an_address(city, client):
    assert client.get("/new/look/", told()).status_code == 405
    assert client.get("/new/near/", {"lat": 53.2, "lon": 45.0}).status_code == 405


def test_a_look_costs_few_statements(city, vodokanal, client):
    house = place("ул. Кирова, 63")
    make.serving(house, vodokanal)
    make.appeal(house_id=house.pk, category="cold_water_off", photos=(shot(),))

    with statements() as seen:
        look(client, house=house.pk)

    assert len(seen) <= 8, seen


def test_the_theme_found_is_shown_once_before_its_questions_are_asked(city, client):
    first = send(client)

    assert first.status_code == 200
    page = first.content.decode()
    assert "взгляните и отправьте ещё раз" in page
    assert "Ответьте на вопрос" not in page

    again = send(client, themed="1", category="cold_water_off", asked_of="cold_water_off")
    assert again.status_code == 422
    assert "Ответьте на вопрос: от этого зависит" in again.content.decode()
    assert "<title>Ошибка:" in again.content.decode()

    answered = {"ask_who_else": "neighbours", "ask_flats": "40", "ask_frail": "yes"}
    assert send(client, category="cold_water_off", **answered).status_code == 302
    kept = {each["code"]: each["value"] for each in Appeal.objects.get().answers}
    assert kept == {"who_else": "neighbours", "flats": "40", "frail": "yes"}


def test_public_answers_stand_on_the_card_and_private_ones_do_not(city, client):
    send(client, category="cold_water_off", ask_who_else="neighbours", ask_frail="yes")

    appeal = Appeal.objects.get()
    everybody = client.get(f"/appeals/{appeal.latin_number}/").content.decode()
    own = client.get(f"/track/{appeal.tracking_code}/").content.decode()
    assert "У соседей тоже" in everybody
    assert "нельзя ждать" not in everybody
    assert "нельзя ждать" in own


@pytest.mark.parametrize("door", ["/new/", "/new/look/"])
def test_a_smell_of_gas_now_is_a_telephone_call(city, client, door):
    gas = {"text": "В подъезде пахнет газом", "ask_gas_now": "yes"}

    answer = client.post(door, told(**gas, category="gas_smell", asked_of="gas_smell"))

    page = answer.json()["parts"]["send"] if door == "/new/look/" else answer.content.decode()
    assert 'href="tel:104"' in page
    assert "Отправить обращение" not in page
    assert not Appeal.objects.exists()


def test_a_phone_that_was_offline_is_not_asked_back(city, client):
    assert send(client, queued="1").status_code == 302

    appeal = Appeal.objects.get()
    assert (appeal.category.code, appeal.answers) == ("cold_water_off", [])


def shot():
    from appeals.actions import photos

    return photos.take(make.picture())


@pytest.fixture
def known(city):
    """An open appeal of the house, with a photo."""
    house = place("ул. Кирова, 63")
    return make.appeal(
        house_id=house.pk,
        category="cold_water_weak",
        text="Напор слабый, кв. 5",
        at=timezone.now(),
        photos=(shot(),),
    )


def test_what_others_have_told_is_shown_before_filing_which_stays_possible(known, client):
    fields = {"house": known.house_id, "category": "cold_water_weak"}

    shown = send(client, **fields)
    filed = send(client, **fields, seen=known.latin_number)

    page = shown.content.decode()
    assert shown.status_code == 200
    assert known.number in page
    assert f"/media/{known.attachments.get().key}.jpg" in page
    assert "кв. 5" not in page
    assert filed.status_code == 302
    assert Appeal.objects.count() == 2


def test_a_hidden_appeal_is_offered_to_nobody(known, client):
    Appeal.objects.update(is_public=False)

    found = look(client, house=known.house_id, category="cold_water_weak")

    assert known.number not in found["parts"]["known"]
    assert client.post("/new/", told(join=known.latin_number)).status_code == 422
    assert not Joined.objects.exists()


def test_joining_takes_the_place_of_filing_and_asks_for_nothing(known, client):
    answer = client.post("/new/", told(text="", address="", join=known.latin_number))

    assert answer["Location"] == f"/appeals/{known.latin_number}/"
    assert "Ваш голос учтён" in client.get(answer["Location"]).content.decode()
    known.refresh_from_db()
    assert (known.joined_count, Appeal.objects.count()) == (1, 1)


def test_who_joins_with_a_phone_is_told_of_every_step_and_joins_once(known, client):
    fields = told(join=known.latin_number, phone="8 912 345-67-89")

    refused = client.post("/new/", fields)
    for key in ("one", "two"):
        client.post("/new/", {**fields, "consent": "on", "key": key})

    assert refused.status_code == 422
    assert "Отметьте согласие" in refused.content.decode()
    who = Joined.objects.get()
    assert (who.phone, bool(who.consent), who.operator_id) == ("+79123456789", True, None)


def test_a_photo_taken_in_early_needs_no_second_journey(city, client):
    content = make.picture().getvalue()

    def file():
        return SimpleUploadedFile("двор.jpg", content, "image/jpeg")

    ticket = client.post("/new/photos/", {"photo": file()}).json()["ticket"]
    send(client, category="other", kept=ticket, photos=[file()])

    assert Attachment.objects.count() == 1


def test_what_is_no_photo_is_refused_while_the_rest_is_typed(city, client):
    bad = SimpleUploadedFile("вирус.jpg", b"MZ" + bytes(400), "image/jpeg")

    answer = client.post("/new/photos/", {"photo": bad})

    assert answer.status_code == 422
    assert "«вирус.jpg»: Это не фото" in answer.json()["error"]
    assert client.post("/new/photos/").status_code == 422


def test_houses_near_a_phone_are_offered(city, client):
    place("ул. Кирова, 63")
    House.objects.update(latitude=53.2001, longitude=45.0)

    found = client.post("/new/near/", {"lat": "53.2", "lon": "45.0"}).json()["houses"]

    assert [(each["label"], each["detail"]) for each in found] == [
        ("ул. Кирова, д. 63", "11 м отсюда")
    ]
    assert client.post("/new/near/", {"lat": "север", "lon": "45"}).json() == {"houses": []}


def test_a_pin_alone_is_place_enough(city, client):
    send(client, category="other", address="", lat="53.195", lon="45.018")

    appeal = Appeal.objects.get()
    assert (appeal.latitude, appeal.longitude, appeal.house_id) == (53.195, 45.018, None)


def test_a_pin_far_from_the_city_is_refused_in_words(city, client):
    answer = send(client, category="other", lat="43.1", lon="131.9")

    assert answer.status_code == 422
    assert "Эта точка далеко от города" in answer.content.decode()


def test_the_consent_is_kept_by_its_edition_and_an_old_one_is_asked_for_anew(city, client):
    from portal import consent

    phone = {"category": "other", "phone": "89123456789", "consent": "on"}
    page = client.get("/new/").content.decode()
    assert f'name="edition" value="{consent.VERSION}"' in page
    assert client.get(f"/about/consent/{consent.VERSION}/").status_code == 200
    assert client.get("/about/consent/2001-01-01/").status_code == 404

    stale = send(client, **phone, edition="2020-01-01")
    assert "Текст согласия обновился" in stale.content.decode()

    send(client, **phone, edition=consent.VERSION)
    assert Appeal.objects.get().applicant.consent == consent.VERSION
