"""The directory of cities: every line is whole, and people find theirs as they write it."""

from zoneinfo import ZoneInfo

import pytest

from onboarding.cities import directory
from onboarding.cities.zones import ZONES


def names(typed: str) -> list[str]:
    return [place.label for place in directory.find(typed)]


def test_every_city_is_whole_and_no_key_occurs_twice():
    places = directory.places()

    assert len(places) == 1117
    assert len({place.fias for place in places}) == 1117
    assert len({place.label for place in places}) == 1117
    zones = dict(ZONES)
    for place in places:
        assert place.time_zone in zones
        assert ZoneInfo(place.time_zone)
        assert 41 < place.latitude < 75
        assert place.population > 0
        assert place.oktmo.isdigit()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("пенз", "Пенза, Пензенская область"),
        ("Орел", "Орёл, Орловская область"),
        ("щелк", "Щёлково, Московская область"),
        ("ростов на", "Ростов-на-Дону, Ростовская область"),
        ("г. Казань", "Казань, Республика Татарстан"),
        ("тагил", "Нижний Тагил, Свердловская область"),
        ("петропавловск–камч", "Петропавловск-Камчатский, Камчатский край"),
        ("москва", "Москва"),
        ("клин", "Клин, Московская область"),
        ("алупка", "Алупка, Республика Крым"),
    ],
)
def test_a_city_is_found_by_the_beginning_of_its_name(typed, first):
    assert names(typed)[0] == first


def test_twins_are_told_apart_by_their_region():
    assert names("заречный") == [
        "Заречный, Пензенская область",
        "Заречный, Свердловская область",
    ]
    assert directory.exactly("Заречный") is None
    assert directory.exactly("заречный, свердл").region == "Свердловская область"
    assert names("киров, кал") == ["Киров, Калужская область"]


@pytest.mark.parametrize("typed", ["", "  ", ",", "Атлантида", "%_", "x" * 5000])
def test_what_is_no_city_finds_nothing(typed):
    assert names(typed) == []
    assert directory.exactly(typed) is None


def test_a_city_is_taken_by_its_key():
    penza = directory.exactly("Пенза")

    assert directory.by_fias(penza.fias) == penza
    assert directory.by_fias("") is None
