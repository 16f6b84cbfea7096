"""An operator makes a city and sees it come on the air; its administrator is let in by a letter."""

import re
import time

from django.test import Client
from playwright.sync_api import expect

from tenants import directory
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests import make
from tests.console.conftest import orders  # noqa: F401 — a fixture
from tests.journeys import cast

LIVE_WITHIN_SECONDS = 15  # about one is usual; a loaded machine must not fail a journey


def test_a_city_is_made_before_the_operators_eyes(committed, product, person, orders, measured):  # noqa: F811
    with scope.in_tenant(committed.office):
        operator = cast.someone("operator", name="Оператор Первый")
    page = person()
    cast.come_in(page, product, operator, at="console")

    page.get_by_role("link", name="Новый город").click()
    page.get_by_label("Название").fill("Кузнецк")
    page.get_by_label("Регион").fill("Пензенская область")
    expect(page.get_by_label("Адрес", exact=True)).to_have_value("kuznetsk")
    page.get_by_label("Почта").fill("glava@example.org")
    started = time.monotonic()
    page.get_by_role("button", name="Создать город").click()
    expect(page.get_by_text("Город на связи.")).to_be_visible(timeout=LIVE_WITHIN_SECONDS * 1000)
    measured(f"from the button to a city on the air: {time.monotonic() - started:.2f} s")

    page.locator("#steps").get_by_role("link", name="kuznetsk.localhost").click()
    expect(page).to_have_title(re.compile("Кузнецк"))

    directory.forget()
    with scope.in_tenant(directory.by_schema("kuznetsk")):
        letter = Mail.objects.get(to="glava@example.org")
    guest = person()
    guest.goto(re.search(r"http://\S+/reset/key/\S+", letter.body).group())
    guest.get_by_label("Новый пароль").fill("семь раз отмерь")
    guest.get_by_role("button", name="Сохранить пароль").click()
    guest.get_by_role("link", name="Войти", exact=True).last.click()
    guest.get_by_label("Почта или телефон").fill("glava@example.org")
    guest.get_by_label("Пароль").fill("семь раз отмерь")
    guest.get_by_role("button", name="Войти").click()
    expect(guest).to_have_url(re.compile("/desk/"))
    # The city is taken away after this test; an open desk would go on asking it.
    guest.goto("about:blank")


def test_the_console_shows_nothing_to_a_session_of_a_city(committed, product, person):
    with scope.in_tenant(committed.penza):
        client = Client(headers={"host": "penza.localhost"})
        client.force_login(make.user("administrator"))
    page = person()
    page.context.add_cookies(
        [
            {
                "name": "session",
                "value": client.cookies["session"].value,
                "url": product.url("console"),
            }
        ]
    )

    page.goto(product.url("console"))

    expect(page).to_have_url(re.compile("/accounts/login/"))
