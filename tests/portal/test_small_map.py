"""The plain base under every map, and the small map of a card or a house."""

import dataclasses

import pytest
from django.core.cache import cache
from django.template import engines

from appeals.models import House
from appeals.tiles import Window
from tenants.isolation import scope
from tenants.isolation.headers import POLICY, policy
from tests import make
from tests.portal.counting import statements


def drawn(**context) -> str:
    return (
        engines["django"].from_string('{% include "portal/parts/small_map.html" %}').render(context)
    )


def test_a_tile_shows_houses_with_numbers_and_their_street(city, client):
    house = make.house("ул. Ладожская, 97")
    window = Window.across(house.latitude, house.longitude, 18, (1, 1))

    answer = client.get(f"/map/plain/18/{window.left}/{window.top}.svg")

    tile = answer.content.decode()
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "max-age=86400" in answer["Cache-Control"]
    assert ">97</text>" in tile
    assert "Ладожская</text>" in tile


def test_a_tile_asks_of_its_own_streets_alone(city, client):
    cache.clear()
    here, far = make.house("ул. Ладожская, 97"), make.house("ул. Кирова, 1")
    House.objects.filter(pk=far.pk).update(latitude=here.latitude + 0.05)
    window = Window.across(here.latitude, here.longitude, 16, (1, 1))

    with statements() as seen:
        tile = client.get(f"/map/plain/16/{window.left}/{window.top}.svg").content.decode()

    assert "Ладожская</text>" in tile
    (asked,) = (each for each in seen if 'FROM "appeals_street"' in each)
    assert f'"appeals_street"."id" IN ({here.street_id})' in asked


def test_words_of_the_registry_are_only_words_in_a_picture(city, client):
    house = make.house("ул. <script>, 1")
    window = Window.across(house.latitude, house.longitude, 18, (1, 1))

    tile = client.get(f"/map/plain/18/{window.left}/{window.top}.svg").content.decode()

    assert "<script" not in tile


def test_far_from_the_city_tiles_are_empty_and_ask_nothing(city, client):
    make.house()
    assert "<path" not in client.get("/map/plain/12/0/0.svg").content.decode()


@pytest.mark.parametrize("address", ["3/0/0", "20/0/0", "10/1024/0", "10/0/5000"])
def test_there_are_no_tiles_outside_the_pyramid(city, client, address):
    assert client.get(f"/map/plain/{address}.svg").status_code == 404


def test_a_small_map_is_a_picture_and_a_link_without_scripts(city):
    with scope.entered(city):
        page = drawn(lat=53.2, lon=45.0, state="accepted", label="ул. Кирова, 63")

    assert 'href="/map/?lat=53.20000&amp;lon=45.00000' in page
    assert "ул. Кирова, 63" in page
    assert "mark-work" in page
    assert "<script" not in page
    assert "style=" not in page


def test_nothing_is_drawn_without_a_point(city):
    assert drawn(lat=None, lon=None).strip() == ""


def test_a_citys_own_base_is_the_only_foreign_origin(city, monkeypatch):
    branding = dataclasses.replace(
        city.branding, tiles_url="https://tiles.example:8443/a/{z}/{x}/{y}.png"
    )
    with scope.entered(dataclasses.replace(city, branding=branding)):
        assert "https://tiles.example:8443/a/16/" in drawn(lat=53.2, lon=45.0)

    opened = policy(branding.tiles_url)
    assert opened.replace(" https://tiles.example:8443", "") == POLICY
    assert opened.count("https://tiles.example:8443") == 1
    for odd in ("", "javascript:alert(1)", "https://a.example;script-src *", "https:///x", "//a.b"):
        assert policy(odd) == POLICY
