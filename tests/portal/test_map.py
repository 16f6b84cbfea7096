"""The map's page without scripts, what the live one is told, and the address that says what is shown."""

import gzip
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.utils import timezone

from appeals.insight.map import folding
from appeals.models import Appeal, District
from appeals.workflow import Status
from tests import make
from tests.portal.counting import statements

HERE = {"latitude": 53.2, "longitude": 45.0}


@pytest.fixture(autouse=True)
def _fresh(city):
    cache.clear()


def filed(**fields) -> Appeal:
    return make.appeal(at=timezone.now(), **{**HERE, **fields})


def asked(**fields) -> str:
    return "/map/?" + urlencode({"lat": 53.2, "lon": 45.0, "z": 12, **fields}, doseq=True)


def told(client, **fields) -> dict:
    query = {"bbox": "44.9,53.1,45.1,53.3", "z": 12, **fields}
    return client.get("/map/cells/?" + urlencode(query, doseq=True)).json()


def test_groups_are_links_and_the_list_says_the_same(city, client):
    rows = [filed(text="Не горит фонарь во дворе") for _ in range(3)]
    Appeal.objects.filter(pk=rows[0].pk).update(status=Status.RESOLVED)

    page = client.get(asked()).content.decode()

    assert 'aria-label="3: в работе 2, выполнено 1. Приблизить"' in page
    assert "z=14" in page.split('class="pin" href="')[1].split('"')[0]
    assert "На карте 3 обращен" in page
    assert "2 в работе" in page
    assert "1 выполнено" in page
    assert all(row.number in page for row in rows)
    assert "style=" not in page
    assert '<link rel="stylesheet" href="/static/design/components/map-page.css">' in page


def test_close_by_an_appeal_stands_with_its_own_shape_and_leads_to_its_card(city, client):
    appeal = filed(landmark="у дома, кв. 12, звоните 8 902 123-45-67")

    page = client.get(asked(z=16)).content.decode()
    single = told(client, z=16, bbox="44.99,53.19,45.01,53.21")["singles"][0]

    assert f'<a class="pin" href="/appeals/{appeal.latin_number}/"' in page
    assert single[2:4] == ["wait", appeal.latin_number]
    assert "902" not in single[4]


def test_those_of_one_house_are_one_group_that_opens_its_list(city, client):
    here = [filed() for _ in range(2)]
    elsewhere = filed(latitude=53.201, longitude=45.001)

    cells = told(client, z=17, bbox="44.99,53.19,45.01,53.21")
    (group,) = cells["groups"]
    page = client.get(asked(z=17, place=group[5], partial="list")).content.decode()

    assert group[2:4] == [2, 0]
    assert [single[3] for single in cells["singles"]] == [elsewhere.latin_number]
    assert all(row.number in page for row in here)
    assert elsewhere.number not in page
    assert "Обращения в одном месте" in page


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, 2),
        ({"state": "work"}, 1),
        ({"state": "done"}, 1),
        ({"strict": "on"}, 1),
        ({"period": "today"}, 2),
        ({"period": "all"}, 3),
        ({"category": "heating_off"}, 1),
        ({"category": "heat_group"}, 1),
        ({"sector": "utilities", "state": "done"}, 0),
        ({"category": "no such theme"}, 0),
        ({"sector": "no such sector"}, 0),
    ],
)
def test_filters_of_the_address_hold_on_the_map_and_in_the_list(city, client, filters, shown):
    warm = filed(category="heating_off")
    done, old = filed(category="pothole"), filed(category="pothole")
    Appeal.objects.filter(pk=warm.pk).update(control_level=1)
    Appeal.objects.filter(pk=done.pk).update(status=Status.RESOLVED)
    Appeal.objects.filter(pk=old.pk).update(registered_at=timezone.now().replace(year=2020))
    folding.fold(at=timezone.now())

    cells = told(client, **filters)
    page = client.get(asked(**filters, partial="list")).content.decode()

    assert cells["red"] + cells["green"] == shown
    assert page.count('<li class="item"') == shown


def test_the_form_and_the_links_keep_what_is_asked(city, client):
    filed(category="heating_off")

    page = client.get(asked(category="heating_off", period="all", state="work")).content.decode()

    assert '<option value="heating_off" selected>' in page
    assert '<option value="all" selected>' in page
    assert 'value="work" checked' in page
    assert 'value="done" checked' not in page
    pin = page.split('class="pin" href="')[1].split('"')[0]
    assert "category=heating_off" in pin
    assert "period=all" in pin


def test_what_nobody_may_see_is_nowhere(city, client):
    hidden = filed(is_public=False)

    assert told(client)["red"] == 0
    assert hidden.number not in client.get(asked()).content.decode()


def test_an_unchanged_viewport_is_not_sent_twice(city, client):
    filed()
    address = "/map/cells/?bbox=44.9,53.1,45.1,53.3&z=12"
    etag = client.get(address)["ETag"]

    same = client.get(address, headers={"If-None-Match": etag})
    filed()
    other = client.get(address, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "lat=nan&lon=inf&z=-1",
        "lat=91&lon=1e400&z=999999999999999999999",
        "bbox=1,2,3&z=٣",
        "bbox=45,53,44,52&z=10",
        "place=-1&after=yesterday~x",
        "after=2026-01-01T00:00:00~1",
        "sector=%00&category=%00",
        "state=burning&period=century&strict=maybe",
    ],
)
def test_an_odd_address_shows_the_city(city, client, query):
    filed()
    assert client.get(f"/map/?{query}").status_code == 200
    assert client.get(f"/map/cells/?{query}").status_code == 200


def test_nobody_asks_for_half_a_world_at_once(city, client):
    half = "bbox=-170,-80,170,80&z=14"
    assert client.get(f"/map/cells/?{half}").status_code == 400
    assert client.get(f"/map/?{half}").status_code == 404


def test_a_viewport_costs_few_statements(city, client):
    for number in range(12):
        filed(latitude=53.2 + number / 500)
    client.get(asked())
    with statements() as cells:
        told(client, category="heat", period="month")
    with statements() as page:
        client.get(asked())

    assert len(cells) <= 2
    assert len(page) <= 8
    assert not [sql for sql in [*cells, *page] if "count(*)" in sql.lower()]


def test_a_full_screen_of_groups_is_small(city, client):
    for number in range(40):
        filed(latitude=53.11 + number % 8 * 0.02, longitude=44.91 + number // 8 * 0.03)
    answer = client.get("/map/cells/?bbox=44.9,53.1,45.1,53.3&z=13")

    each = len(gzip.compress(answer.content)) / max(len(answer.json()["groups"]), 1)
    assert each * 400 < 60_000


def test_boundaries_of_districts_are_told_and_drawn(city, client):
    ring = [[44.95, 53.15], [45.05, 53.15], [45.05, 53.25]]
    District.objects.create(name="Ленинский", boundary=[[ring]], boundary_source="OSM")

    told = client.get("/map/districts.json").json()["districts"]

    assert told == [{"name": "Ленинский", "rings": [ring]}]
    assert 'class="map-district"' in client.get(asked()).content.decode()


def test_an_empty_period_offers_a_longer_one(city, client):
    page = client.get(asked(period="today")).content.decode()

    assert "Таких обращений здесь нет" in page
    assert "Показать за период: 7 дней" in page


def test_the_next_rows_follow_by_a_link(city, client, monkeypatch):
    from portal.views import map as views

    monkeypatch.setattr(views, "ROWS", 2)
    numbers = [filed().number for _ in range(3)]

    page = client.get(asked(partial="list")).content.decode()
    more = page.split("data-map-more")[0].split('href="')[-1].split('"')[0].replace("&amp;", "&")
    further = client.get(f"/map/{more}&partial=list").content.decode()

    assert sum(number in page for number in numbers) == 2
    assert sum(number in further for number in numbers) == 1


def test_rings_that_would_cover_each_other_are_one(city, client):
    for shift in (-0.0002, 0.0002):  # on both sides of a square's edge
        filed(latitude=53.2 + shift, longitude=45.0 + shift)
        filed(latitude=53.2 + shift, longitude=45.0 - shift)

    (group,) = told(client, z=11)["groups"]

    assert group[2] == 4


def test_the_home_pages_map_is_one_picture_of_the_week(city):
    from django.template import engines

    from tenants.isolation import scope

    filed()
    with scope.entered(city), statements() as seen:
        page = (
            engines["django"].from_string('{% include "portal/parts/home_map.html" %}').render({})
        )

    assert "За 7 дней: в работе 1, выполнено 0" in page
    assert 'href="/map/"' in page
    assert "mark-work" in page
    assert len(seen) <= 3
