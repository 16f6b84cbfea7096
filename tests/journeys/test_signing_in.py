"""A resident comes in by a code from a letter, finds what they filed, and goes out again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, someone

ADDRESS = "maria@example.org"


@pytest.fixture
def maria(town):
    """A resident with an account."""
    with scope.in_tenant(town.tenant):
        return make.user(name="Мария", email=ADDRESS)


def code_of(town, address: str = ADDRESS) -> str:
    """The code of the last letter, as the city keeps it."""
    with scope.in_tenant(town.tenant):
        letter = Mail.objects.filter(to=address).latest("pk")
    return re.search(r"^\d{4}-?\d{4}$", letter.body, re.MULTILINE).group()


def ask_for_code(page: Page, product, address: str = ADDRESS) -> None:
    """From the first page to the field for the code."""
    page.goto(product.url("penza"))
    page.get_by_role("link", name="Войти", exact=True).click()
    page.get_by_role("link", name="Войти по коду из письма").click()
    page.get_by_label("Электронная почта").fill(address)
    page.get_by_role("button", name="Прислать код").click()
    expect(page.get_by_role("heading", name="Введите код из письма")).to_be_visible()


def test_a_code_from_a_letter_opens_the_account_and_going_out_shuts_it(
    town, maria, product, person
):
    page = person()
    ask_for_code(page, product)

    page.get_by_role("textbox", name="Код").fill("0000-0000")
    page.get_by_role("button", name="Продолжить").click()
    expect(page.get_by_role("alert")).to_contain_text("Код не принят")
    page.get_by_role("textbox", name="Код").fill(code_of(town))
    page.get_by_role("button", name="Продолжить").click()

    expect(page.get_by_role("link", name="Мария")).to_be_visible()
    page.goto(product.url("penza", "/accounts/profile/"))
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("link", name="Войти", exact=True)).to_be_visible()
    page.goto(product.url("penza", "/accounts/profile/"))
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_a_stranger_is_told_the_same_as_a_resident(town, product, person):
    page = person()

    ask_for_code(page, product, "nobody@example.org")

    expect(page.get_by_text("Отправили письмо на nobody@example.org")).to_be_visible()


def test_what_was_filed_after_coming_in_stands_among_my_appeals(town, maria, product, person):
    page, elsewhere = person(), person()
    be(page, product, maria, town.tenant)
    page.goto(product.url("penza", "/new/"))
    page.get_by_label("Опишите проблему").fill("Не горит фонарь у подъезда")
    page.get_by_label("Адрес", exact=True).fill("у сквера")
    page.get_by_role("button", name="Отправить обращение").click()
    expect(page.get_by_role("heading", name="Обращение принято")).to_be_visible()

    be(elsewhere, product, maria, town.tenant)
    elsewhere.goto(product.url("penza", "/track/"))
    elsewhere.get_by_role("link", name="Не горит фонарь").click()

    expect(elsewhere.get_by_text("Не горит фонарь у подъезда")).to_be_visible()
    expect(elsewhere.locator("#state")).to_contain_text("Зарегистрировано")


def test_a_resident_is_told_that_the_desk_is_not_theirs(town, maria, product, person):
    page = person()
    be(page, product, maria, town.tenant)

    answer = page.goto(product.url("penza", "/desk/"))

    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("Эта страница вам не открыта")


def test_staff_who_come_in_land_at_their_work(town, product, person):
    with scope.in_tenant(town.tenant):
        head = someone("controller", name="Олег Седов")
    page = person()
    page.goto(product.url("penza", "/desk/"))

    page.get_by_label("Почта или телефон").fill(head.email)
    page.get_by_label("Пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()

    expect(page.get_by_role("region", name="Новые")).to_be_visible()
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url(lambda address: "/desk/" not in address)
    page.goto(product.url("penza", "/desk/"))
    expect(page).to_have_url(re.compile("/accounts/login/"))
