"""Coming in: by password, by a code, by a second step; and the way back after a lost password."""

import re

import pytest
from django.test import Client

from tenants.accounts.models import User
from tenants.isolation import scope
from tests import make

RESET_LINK = re.compile(r"http://penza\.localhost(/accounts/password/reset/key/\S+)")


@pytest.fixture
def maria(committed) -> User:
    with scope.in_tenant(committed.penza):
        return make.user(email="maria@example.org", phone="+79271234567")


def sign_in(browser: Client, login: str, password: str = make.PASSWORD):
    return browser.post("/accounts/login/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["maria@example.org", "Maria@Example.ORG", "8 (927) 123-45-67"])
def test_mail_and_phone_both_open_the_account(maria, browser, login):
    answer = sign_in(browser(), login)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/home/")


def test_a_wrong_password_and_an_unknown_address_read_the_same(maria, browser):
    wrong = sign_in(browser(), "maria@example.org", "не тот пароль").content.decode()
    unknown = sign_in(browser(), "nobody@example.org", "не тот пароль").content.decode()

    assert "Не подходит почта, телефон или пароль" in wrong
    assert _plain(wrong) == _plain(unknown.replace("nobody@", "maria@"))


def test_neither_mail_nor_phone_is_said_so(committed, browser):
    page = sign_in(browser(), "мария").content.decode()

    assert "Введите почту, например ivanova@mail.ru, или телефон" in page


@pytest.mark.parametrize(
    ("role", "place"),
    [("resident", "/"), ("dispatcher", "/desk/"), ("organisation", "/desk/")],
)
def test_everybody_lands_at_their_place(committed, browser, role, place):
    with scope.in_tenant(committed.penza):
        person = make.user(role)
        client = browser()
        client.force_login(person)

    assert client.get("/accounts/home/")["Location"] == place


def test_a_code_from_a_letter_opens_the_account(maria, browser, code_in):
    client = browser()
    client.post("/accounts/login/code/", {"email": "maria@example.org"})

    answer = client.post("/accounts/login/code/confirm/", {"code": code_in("maria@example.org")})

    assert answer["Location"] == "/accounts/home/"
    assert client.get("/accounts/profile/").status_code == 200


def test_a_code_is_tried_three_times(maria, browser, code_in):
    client = browser()
    client.post("/accounts/login/code/", {"email": "maria@example.org"})
    code = code_in("maria@example.org")
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})

    client.post("/accounts/login/code/confirm/", {"code": code})

    assert client.get("/accounts/profile/").status_code == 302


def test_a_code_for_an_unknown_address_looks_the_same(maria, browser, letters):
    known = browser().post("/accounts/login/code/", {"email": "maria@example.org"}, follow=True)
    unknown = browser().post("/accounts/login/code/", {"email": "no@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    page = unknown.content.decode().replace("no@example", "maria@example")
    assert _plain(known.content.decode()) == _plain(page)
    assert letters("no@example.org")[-1].subject == "Учётной записи с этим адресом нет"


def test_a_new_password_is_set_by_the_link(maria, browser, letters):
    client = browser()
    client.post("/accounts/password/reset/", {"email": "maria@example.org"})
    path = RESET_LINK.search(letters("maria@example.org")[-1].body).group(1)

    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "один раз отрежь"})

    assert sign_in(browser(), "maria@example.org", "один раз отрежь").status_code == 302
    assert letters("maria@example.org")[-1].subject == "Пароль изменён"
    assert "Ссылка не действует" in browser().get(path).content.decode()


def test_the_link_of_one_city_sets_no_password_in_another(committed, maria, browser, letters):
    with scope.in_tenant(committed.kazan):
        User.objects.create(pk=maria.pk, email=maria.email, password=maria.password)
    browser().post("/accounts/password/reset/", {"email": "maria@example.org"})
    path = RESET_LINK.search(letters("maria@example.org")[-1].body).group(1)

    foreign = browser("kazan.localhost").get(path)

    assert "Ссылка не действует" in foreign.content.decode()


def test_the_link_names_the_stored_host_whatever_the_browser_sent(maria, letters):
    client = Client(headers={"host": "PENZA.localhost.:4444", "x-forwarded-host": "evil.example"})
    client.post("/accounts/password/reset/", {"email": "maria@example.org"})

    assert RESET_LINK.search(letters("maria@example.org")[-1].body)


def test_a_closed_account_is_not_opened(committed, maria, browser):
    with scope.in_tenant(committed.penza):
        User.objects.update(is_active=False)

    assert sign_in(browser(), "maria@example.org")["Location"] == "/accounts/inactive/"


def test_a_person_changes_name_and_phone(committed, maria, browser):
    client = browser()
    sign_in(client, "maria@example.org")
    client.post("/accounts/profile/", {"name": "Мария Петровна", "phone": "8 927 765-43-21"})

    with scope.in_tenant(committed.penza):
        maria.refresh_from_db()
    assert (maria.name, maria.phone) == ("Мария Петровна", "+79277654321")


def _plain(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
