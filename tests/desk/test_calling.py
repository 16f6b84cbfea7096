"""A phone appeal: what the operator writes down, what the city knows, what is read aloud."""

import pytest
from django.utils import timezone

from appeals.models import Appeal
from tests import make

CARD = {"phone": "8 (900) 123-45-67", "name": "Мария", "flat": "41", "text": "Нет воды с утра"}


@pytest.fixture
def house(city, vodokanal):
    place = make.house("ул. Ладожская, 97")
    make.serving(place, vodokanal, "cold_water")
    return place


def test_a_call_is_registered_with_its_operator(desk, house, vodokanal):
    answer = desk.post(
        "/desk/new/",
        CARD | {"house": house.pk, "address": house.address, "category": "cold_water_off"},
    )

    appeal = Appeal.objects.select_related("applicant").get()
    assert answer["Location"] == f"/desk/new/{appeal.latin_number}/"
    assert (appeal.channel, appeal.organisation) == ("phone", vodokanal)
    assert appeal.operator_id is not None
    assert appeal.events.first().actor_name == "Нина, диспетчер"
    assert (appeal.applicant.phone, appeal.applicant.flat) == ("+79001234567", "41")


def test_the_number_is_shown_with_what_to_say(desk, house):
    answer = desk.post("/desk/new/", CARD | {"address": "ул. Ладожская, 97"}, follow=True)

    appeal = Appeal.objects.get()
    assert appeal.house == house  # the words named exactly one house
    assert "Ваше обращение записано. Номер: пэ эн зэ, две тысячи двадцать шесть" in answer.text
    assert appeal.number in answer.text


def test_the_same_card_sent_twice_registers_once(desk, city):
    card = CARD | {"address": "у сквера", "key": "one-attempt"}

    first, second = desk.post("/desk/new/", card), desk.post("/desk/new/", card)

    assert first["Location"] == second["Location"]
    assert Appeal.objects.count() == 1
    changed = desk.post("/desk/new/", card | {"text": "Другое"})
    assert changed.status_code == 422
    assert "Эта карточка уже записана." in changed.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Напишите, что случилось: хватит одного предложения."),
        ({"text": "я" * 4001}, "Текст длиннее 4000 знаков: сейчас 4001."),
        ({"text": "вода\x00"}, "В тексте есть недопустимый знак."),
        ({"address": ""}, "Укажите, где это: улицу и дом или место рядом."),
        ({"house": "999999", "address": "где-то"}, "Такого дома нет в реестре города."),
        ({"category": "aliens"}, "Такой темы нет. Выберите тему из списка."),
        ({"phone": "8 900"}, "В номере цифр: 4."),
        ({"phone": "8 900 123 45 67 89"}, "В номере цифр: 13."),
        ({"name": "я" * 301}, "Слишком длинно: поместится 300 знаков."),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_kept(desk, city, wrong, sentence):
    answer = desk.post("/desk/new/", CARD | {"address": "у сквера"} | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Мария"' in answer.text or "name" in wrong
    assert Appeal.objects.count() == 0


def test_the_kind_of_a_street_may_be_left_out(desk, house):
    make.house("ул. Ладожская, 98")

    assert desk.post("/desk/new/", CARD | {"address": "ладожская 97"}).status_code == 302
    assert Appeal.objects.get().house == house


def test_several_houses_are_offered_and_none_is_guessed(desk, city):
    near = [make.house("ул. Ладожская, 97а"), make.house("ул. Ладожская, 97б")]

    answer = desk.post("/desk/new/", CARD | {"address": "ул. Ладожская, 97"})

    assert answer.status_code == 422
    assert "Уточните, какой это дом" in answer.text
    assert all(house.address in answer.text for house in near)
    chosen = desk.post("/desk/new/", CARD | {"address": "ул. Ладожская, 97", "pick": near[0].pk})
    assert chosen.status_code == 302
    as_said = desk.post("/desk/new/", CARD | {"address": "ул. Ладожская, 97", "pick": "as_said"})
    assert as_said.status_code == 302
    assert {a.house for a in Appeal.objects.all()} == {near[0], None}


def test_a_check_tells_what_is_known_and_registers_nothing(desk, house, vodokanal):
    make.appeal(house_id=house.pk, phone="+79001234567", at=timezone.now())

    answer = desk.post(
        "/desk/new/",
        CARD | {"address": "ул. Ладожская, 97", "category": "cold_water_off", "check": "1"},
    )

    assert answer.status_code == 200
    assert "По дому за месяц" in answer.text
    assert "С этого номера" in answer.text
    assert "Дом обслуживает «Горводоканал»" in answer.text
    assert 'value="8 (900) 123-45-67"' in answer.text
    assert Appeal.objects.count() == 1


def test_the_side_of_the_card_is_asked_by_post_alone(desk, house):
    asked = {"phone": "+79001234567", "house": house.pk}

    assert "ул. Ладожская, 97" in desk.post("/desk/new/known/", asked).text
    assert desk.get("/desk/new/known/", asked).status_code == 405


def test_a_number_of_the_city_is_kept_as_it_is(desk, city):
    desk.post("/desk/new/", CARD | {"address": "у сквера", "phone": "55-12-34"})

    assert Appeal.objects.select_related("applicant").get().applicant.phone == "551234"
