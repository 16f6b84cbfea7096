"""Atom feeds: what everybody may read, in one format, cheap for who has it already."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone

from appeals import actions
from tests import make
from tests.portal.counting import statements

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def filed(city):
    house = make.house()
    common = {"house_id": house.pk, "category": "cold_water_off", "at": timezone.now()}
    appeal = make.appeal(**common, text="Нет воды, звоните +7 912 345-67-89\x0b", name="Мария",
                         phone="+79123456789")  # fmt: skip
    make.appeal(**common, text="Тайна", is_public=False)
    return appeal


def addresses(appeal) -> list[str]:
    house = appeal.house
    return [
        "/feeds/city.atom",
        f"/feeds/appeals/{appeal.latin_number}.atom",
        f"/feeds/houses/{house.pk}.atom",
        f"/feeds/streets/{house.street_id}.atom",
        f"/feeds/districts/{house.district}.atom",
        "/feeds/categories/cold_water_off.atom",
        f"/feeds/categories/{appeal.category.parent.code}.atom",
    ]


def test_every_feed_tells_the_public_appeal_masked_and_hides_the_other(filed, client):
    for address in addresses(filed):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"].startswith("application/atom+xml")
        text = answer.content.decode()
        assert "345-67-89" not in text
        assert "Тайна" not in text
        feed = ElementTree.fromstring(answer.content)
        entries = feed.findall(f"{ATOM}entry")
        links = {entry.find(f"{ATOM}link").get("href") for entry in entries}
        assert links == {f"http://penza.localhost/appeals/{filed.latin_number}/"}, address


def test_nobody_keeps_one_readers_language_for_another(filed, client):
    for address in (*addresses(filed), "/problem-points/?format=json"):
        assert client.get(address)["Vary"] == "Cookie", address


def test_who_has_the_feed_is_told_so_and_a_change_shows(filed, client, dispatcher):
    address = addresses(filed)[2]
    first = client.get(address)

    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304

    actions.ask(filed.pk, question="Какой подъезд?", by=dispatcher, at=timezone.now())
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_feeds_are_bounded_and_read_in_few_statements(filed, client, monkeypatch):
    monkeypatch.setattr("portal.atom.MOST", 3)
    for _ in range(5):
        make.appeal(house_id=filed.house_id, category="cold_water_off", at=timezone.now())

    for address in addresses(filed)[:1] + addresses(filed)[2:]:
        with statements() as seen:
            answer = client.get(address)
        assert answer.content.count(b"<entry>") == 3, address
        assert len(seen) <= 4, seen


@pytest.mark.parametrize(
    "path",
    ["houses/999999", "houses/x", "streets/0", "districts/Нет такого", "districts/9", "sectors/1",
     "categories/nothing", "appeals/PNZ-2026-999999", "appeals/x"],
)  # fmt: skip
def test_what_is_not_there_has_no_feed(filed, client, path):
    assert client.get(f"/feeds/{path}.atom").status_code == 404


def test_a_hidden_appeal_has_no_feed(city, client):
    hidden = make.appeal(is_public=False)

    assert client.get(f"/feeds/appeals/{hidden.latin_number}.atom").status_code == 404


def test_words_that_were_hidden_are_hidden_in_the_feed(filed, client, dispatcher):
    actions.ask(filed.pk, question="Семёнов — негодяй?", by=dispatcher, at=timezone.now())
    address = addresses(filed)[1]
    assert "негодяй" in client.get(address).text
    event = filed.events.get(kind="ask")
    change = actions.Change(what="words", how="hide", sequence=event.sequence, reason="insult")

    actions.moderate(filed.pk, change, by=dispatcher, at=timezone.now())

    told = client.get(address).text
    assert "негодяй" not in told
    assert "Слова скрыты модератором" in told
