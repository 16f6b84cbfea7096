"""What a kept page must never do: lie about a status, carry somebody's own, cross a city's border."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Organisation
from portal import cards, page_store
from tenants import directory
from tenants.isolation import scope
from tests import make
from tests.make import DISPATCHER
from tests.portal.counting import statements


def visitor(city="penza", **cookies):
    browser = Client(headers={"host": f"{city}.localhost"})
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser


def read(address, **cookies):
    return visitor(**cookies).get(address)


@pytest.fixture
def card(committed):
    """Every change is a commit of its own, as it is on the air."""
    with scope.in_tenant(committed.penza):
        appeal = make.appeal(text="Яма у подъезда", at=timezone.now())
        return f"/appeals/{appeal.latin_number}/", appeal


@contextmanager
def committing():
    with scope.in_tenant(directory.by_schema("penza")):
        yield


def roads():
    body = make.organisation("Дорожник")
    make.member(body)
    return body


def handed_over(appeal):
    with committing():
        return actions.assign(appeal.pk, organisation=roads(), by=DISPATCHER, at=timezone.now())


def doubted(appeal):
    with committing():
        actions.doubt(
            appeal.pk, origin=actions.Origin(browser="a"), by=DISPATCHER, at=timezone.now()
        )


def test_the_second_visitor_costs_one_statement(card):
    address, _ = card
    first = read(address)

    with statements() as seen:
        second = read(address)

    assert len(seen) == 1
    assert second.content == first.content
    assert not second.cookies


def test_every_kind_of_change_shows_at_once(card):
    address, appeal = card
    read(address)

    handed_over(appeal)
    assert "ООО «Дорожник»" in read(address).content.decode()

    with committing():
        Organisation.objects.update(name="МБУ «Дороги»")
    assert "МБУ «Дороги»" in read(address).content.decode()

    part = read(f"{address}?partial=timeline").content
    doubted(appeal)
    assert "Отметок соседей: 1" in read(address).content.decode()
    assert read(f"{address}?partial=timeline").content != part

    with committing():
        Appeal.objects.filter(pk=appeal.pk).update(is_public=False)
    assert read(address).status_code == 404


def test_a_change_while_the_page_is_made_is_on_the_next_one(card, monkeypatch):
    """The version is older than the page: the page stands under it alone, and nobody asks for it."""
    address, appeal = card
    original = cards.Card.context
    changing = [appeal]

    def slow(self):
        made = original(self)
        if changing:
            with ThreadPoolExecutor(1) as other:
                other.submit(handed_over, changing.pop()).result()
                other.submit(connections.close_all).result()
        return made

    monkeypatch.setattr(cards.Card, "context", slow)
    assert "Дорожник" not in read(address).content.decode()

    assert "ООО «Дорожник»" in read(address).content.decode()


def test_nothing_of_a_person_enters_or_leaves_the_cache(card, client):
    address, appeal = card
    own = visitor()
    own.get(f"/track/{appeal.tracking_code}/")
    assert "Это обращение подали вы" in own.get(address).content.decode()
    signed_in = visitor()
    with committing():
        signed_in.force_login(make.user(name="Мария Тайная", email="m@example.org"))
    assert "Мария Тайная" in signed_in.get(address).content.decode()
    visitor().get(address)

    plain = read(address).content.decode()
    for secret in ("подали вы", "Мария Тайная", "csrfmiddlewaretoken", appeal.tracking_code):
        assert secret not in plain
    assert "Мария Тайная" in signed_in.get(address).content.decode()


def test_empty_words_of_an_address_make_no_page_of_their_own(card, monkeypatch):
    address, _ = card
    kept = []
    monkeypatch.setattr(page_store, "put", lambda key, *_: kept.append(key))

    for words in ("?&", "?&&", ""):
        assert read(f"{address}{words}").status_code == 200

    assert len(kept) == 1


def test_large_print_another_language_and_other_words_are_other_pages(card):
    address, _ = card
    read(address)

    assert 'data-vision="on"' in read(address, vision="on").content.decode()
    assert 'data-vision="on"' not in read(address).content.decode()
    assert "Спасибо, отметили" in read(f"{address}?said=still").content.decode()
    assert "Спасибо, отметили" not in read(address).content.decode()


def test_a_browser_that_has_the_page_is_told_so(card):
    address, appeal = card
    tag = read(address)["ETag"]

    again = visitor().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "no-cache"

    doubted(appeal)
    assert visitor().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_wiped_or_dead_store_costs_time_and_nothing_else(card, monkeypatch):
    address, _ = card
    first = read(address).content.decode()
    page_store._store().flushdb()
    assert "Яма у подъезда" in first
    assert "Яма у подъезда" in read(address).content.decode()

    monkeypatch.setattr(page_store, "_store", lambda: _Dead())
    try:
        assert "Яма у подъезда" in read(address).content.decode()
        assert read("/").status_code == 200
    finally:
        page_store._Rest.until = 0.0


class _Dead:
    def get(self, *args, **options):
        raise page_store.RedisError("away")

    set = get


def test_two_cities_with_the_same_number_never_share_a_page(committed):
    numbers = {}
    for tenant, text in ((committed.penza, "Яма в Пензе"), (committed.kazan, "Яма в Казани")):
        with scope.in_tenant(tenant):
            appeal = make.appeal(text=text, at=timezone.now())
            appeal.serial = 777_777
            appeal.save(update_fields=["serial"])
            numbers[tenant.schema] = f"/appeals/{appeal.latin_number}/"

    for _ in range(2):
        for schema, own, other in (
            ("penza", "Яма в Пензе", "Яма в Казани"),
            ("kazan", "Яма в Казани", "Яма в Пензе"),
        ):
            text = visitor(schema).get(numbers[schema]).content.decode()
            assert own in text
            assert other not in text
