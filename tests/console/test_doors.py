"""Who may come into the console, and what stands before it."""

import pytest
from django.test import Client

from tenants.isolation import scope
from tests import make

PAGES = (
    "/",
    "/applications/",
    "/cities/new/",
    "/cities/new/suggested/",
    "/cities/penza/",
    "/journal/",
    "/rails/",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in(committed, page):
    answer = Client(headers={"host": "console.localhost"}).get(page)

    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={page}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["resident", "dispatcher", "administrator"])
def test_whoever_is_no_operator_is_refused(committed, page, role):
    with scope.in_tenant(committed.office):
        client = Client(headers={"host": "console.localhost"})
        client.force_login(make.user(role))

    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_operator_comes_in(operator, page):
    assert operator.get(page).status_code == 200


def test_a_forged_form_orders_nothing(operator):
    forger = Client(headers={"host": "console.localhost"}, enforce_csrf_checks=True)
    forger.cookies = operator.cookies

    assert forger.post("/cities/new/", {"name": "Чужой"}).status_code == 403


def test_a_city_that_is_not_there_is_a_page_that_is_not_there(operator):
    assert operator.get("/cities/atlantida/").status_code == 404
    assert operator.get("/cities/office/").status_code == 404
    assert operator.post("/cities/atlantida/retries/").status_code in (302, 404)


def test_the_list_names_cities_with_their_sites(operator):
    page = operator.get("/").content.decode()

    assert 'href="http://penza.localhost/"' in page
    assert "работает" in page


def test_the_search_says_when_it_finds_nothing(operator):
    assert "Казань" in operator.get("/", {"q": "каз"}).content.decode()
    assert "городов нет" in operator.get("/", {"q": "Атлантида"}).content.decode()


def test_the_list_is_a_handful_of_statements(operator, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        operator.get("/")


def test_the_public_page_lists_cities_on_the_air(committed):
    page = Client(headers={"host": "localhost"}).get("/").content.decode()

    assert 'href="http://kazan.localhost/"' in page
    assert "console.localhost" not in page


def test_large_print_is_remembered_and_never_leads_away(committed):
    client = Client(headers={"host": "localhost"})

    assert client.post("/vision/", {"vision": "on", "next": "//evil.example"})["Location"] == "/"
    assert 'data-vision="on"' in client.get("/").content.decode()
