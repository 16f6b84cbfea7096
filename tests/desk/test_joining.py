"""While the operator types: what is off, what was told already, and one key to join it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Joined, Outage, OutageHouse
from appeals.places import around, morton
from tests import make
from tests.desk.test_calling import CARD

NEW, KNOWN = "/desk/new/", "/desk/new/known/"


@pytest.fixture
def house(city, vodokanal):
    place = make.house("ул. Ладожская, 97")
    make.serving(place, vodokanal, "cold_water")
    return place


@pytest.fixture
def told(house):
    """Somebody told of the cold water already."""
    return make.appeal(house_id=house.pk, category="cold_water_off", at=timezone.now())


def outage(house, **fields) -> Outage:
    hour_ago = timezone.now() - timedelta(hours=1)
    fields = {"starts_at": hour_ago, "created_at": hour_ago, "changed_at": hour_ago} | fields
    row = Outage.objects.create(
        kind="emergency", service="cold_water", reason="Прорыв на сетях", **fields
    )
    OutageHouse.objects.create(outage=row, house=house, starts_at=hour_ago)
    return row


def test_an_open_appeal_of_the_house_is_offered_with_its_key(desk, told, house):
    text = desk.post(KNOWN, {"house": house.pk, "category": "cold_water_off"}).text

    assert "об этом уже сообщили" in text
    assert told.number in text
    assert 'data-key="Ctrl+1 Alt+Shift+1"' in text


def test_another_theme_is_no_likeness(desk, told, house):
    text = desk.post(KNOWN, {"house": house.pk, "category": "heating_off"}).text

    assert "об этом уже сообщили" not in text
    assert told.number in text  # among the appeals of the house


def test_a_hole_round_the_corner_is_the_same_hole(desk, house):
    theme = make.appeal(
        category="pothole", latitude=house.latitude + 0.0005, longitude=house.longitude
    )
    far = make.appeal(category="pothole", latitude=house.latitude + 0.05, longitude=house.longitude)
    theme.category.radius_m = 100
    theme.category.save()

    text = desk.post(KNOWN, {"house": house.pk, "category": "pothole"}).text

    assert theme.number in text
    assert "56 м отсюда" in text
    assert far.number not in text


@pytest.mark.parametrize("radius", [1, 50, 150, 400, 3000])
@pytest.mark.parametrize("place", [(53.2, 45.0), (43.1155, 131.8855), (68.97, 33.08)])
def test_the_tiles_around_a_point_hold_the_whole_circle(place, radius):
    ranges = around(*place, radius)
    north = radius / 111_320 * 0.99

    assert len(ranges) <= 4
    for latitude in (place[0] - north, place[0], place[0] + north):
        code = morton(latitude, place[1])
        assert any(low <= code < high for low, high in ranges)


def test_a_running_outage_is_told_with_words_to_say(desk, house):
    outage(house, forecast_at=timezone.now() + timedelta(hours=3))

    text = desk.post(KNOWN, {"house": house.pk}).text

    assert "Прорыв на сетях" in text
    assert "По вашему дому об этом знают" in text


def test_joining_counts_the_caller_and_files_nothing(desk, told, house):
    answer = desk.post(
        NEW, CARD | {"house": house.pk, "join": told.latin_number, "key": "one"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"/desk/new/{told.latin_number}/joined/"
    assert "вас добавили к обращению" in answer.text
    assert Appeal.objects.count() == 1
    one = Joined.objects.get()
    assert (one.phone, one.flat, one.text) == ("+79001234567", "41", "Нет воды с утра")
    assert "присоединились: 1" in desk.get(f"/desk/appeals/{told.latin_number}/").text


def test_the_same_key_pressed_twice_joins_once(desk, told):
    for _ in range(2):
        desk.post(NEW, {"name": "Анна", "join": told.latin_number, "key": "one"})

    assert Joined.objects.count() == 1


def test_what_is_over_keeps_the_card_and_says_what_to_do(desk, told):
    actions.duplicate(told.pk, of=make.appeal(), by=make.DISPATCHER, at=timezone.now())

    answer = desk.post(NEW, CARD | {"join": told.latin_number})

    assert answer.status_code == 422
    assert "Запишите новое" in answer.text
    assert 'value="Мария"' in answer.text


@pytest.mark.parametrize("number", ["PNZ-2026-999999", "нет", "\x00"])
def test_an_appeal_that_is_not_there_is_not_joined(desk, city, number):
    assert desk.post(NEW, CARD | {"join": number}).status_code == 422


def test_a_known_caller_is_named_and_their_address_taken_by_one_key(desk, house):
    make.appeal(house_id=house.pk, phone="+79001234567", name="Мария", flat="41")

    side = desk.post(KNOWN, {"phone": "8 900 123 45 67"}).text
    assert "Номер знаком" in side
    assert 'data-key="F7"' in side
    card = desk.post(NEW, {"phone": "8 900 123 45 67", "same": "1"}).text

    assert 'value="Мария"' in card
    assert f'name="house" value="{house.pk}"' in card
    assert 'value="41"' in card


def test_somebody_who_only_joined_is_known_too(desk, told, house):
    desk.post(NEW, CARD | {"house": house.pk, "join": told.latin_number})

    side = desk.post(KNOWN, {"phone": "+79001234567"}).text

    assert told.number in side
    assert "Мария" in side


def test_where_it_goes_and_until_when_is_told_before_saving(desk, house):
    text = desk.post(KNOWN, {"house": house.pk, "category": "cold_water_off"}).text

    assert "Дом обслуживает «Горводоканал»" in text
    assert "устранить до" in text


def test_houses_are_offered_with_what_goes_on_there(desk, told, house):
    outage(house)

    found = desk.get("/desk/new/houses/", {"q": "лад 97"}).json()

    first = found["houses"][0]
    assert (first["id"], first["sure"]) == (house.pk, True)
    assert (first["mark"], first["count"]) == ("отключение", "открыто: 1")


def test_a_neighbour_is_never_taken_for_the_house(desk, house):
    found = desk.get("/desk/new/houses/", {"q": "лад 105"}).json()["houses"]

    assert [one["sure"] for one in found] == [False]


def test_the_side_is_told_in_few_statements(desk, told, house, statements):
    make.appeal(house_id=house.pk, phone="+79001234567")
    desk.post(KNOWN, {"house": house.pk})

    with statements(17):
        desk.post(KNOWN, {"phone": "+79001234567", "house": house.pk, "category": "cold_water_off"})


@pytest.mark.parametrize("address", ["/desk/new/known/", "/desk/new/houses/", "/desk/calls/now/"])
def test_an_organisation_has_no_card_of_a_call(office, address):
    assert office.post(address).status_code in (403, 405)
    assert office.get(address).status_code in (403, 405)
