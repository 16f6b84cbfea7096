"""A resident's account in a real browser: the letter leaves the product, pages work without scripts."""

import email
import email.policy
import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tenants.isolation import scope
from tests import make

LETTER_WITHIN_SECONDS = 20


def letter_to(address: str, schema: str) -> str:
    """The text of the letter in the spool of a city, as soon as the worker has put it there."""
    spool = Path(settings.DATA_DIR) / "mail" / schema
    deadline = time.monotonic() + LETTER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        for file in sorted(spool.glob("*.eml"), reverse=True):
            letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if letter["To"] == address:
                return str(letter.get_content())
        time.sleep(0.1)
    raise AssertionError(f"no letter to {address} in {spool}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_resident_registers_by_the_code_from_the_letter(committed, product, person, scripts):
    address = f"maria-{'js' if scripts else 'plain'}@example.org"
    page = person(width=360, java_script_enabled=scripts)
    page.goto(product.url("penza", "/accounts/login/"))
    page.get_by_role("link", name="Зарегистрироваться").click()
    page.get_by_role("button", name="Зарегистрироваться").click()
    expect(page).to_have_title(re.compile("^Ошибка: Регистрация"))
    page.get_by_label("Как к вам обращаться").fill("Мария")
    page.get_by_label("Электронная почта").fill(address)
    page.get_by_label("Телефон").fill("8 (927) 123-45-67")
    page.get_by_label("Пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Зарегистрироваться").click()

    code = re.search(r"\d{4}-\d{4}", letter_to(address, "penza")).group()
    page.get_by_label("Код").fill(code.replace("-", " "))
    page.get_by_role("button", name="Продолжить").click()

    page.goto(product.url("penza", "/accounts/profile/"))
    expect(page.get_by_label("Телефон")).to_have_value("+79271234567")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("link", name="Войти", exact=True)).to_be_visible()


def test_summary_of_errors_takes_the_focus_and_leads_to_the_field(committed, product, person):
    with scope.in_tenant(committed.penza):
        make.user(email="maria@example.org")
    page = person()
    page.goto(product.url("penza", "/accounts/login/"))
    page.get_by_label("Почта или телефон").fill("8 927 123-45-6")
    page.get_by_label("Пароль").fill("не тот")
    page.get_by_role("button", name="Войти").click()

    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a").first.click()
    expect(page.get_by_label("Почта или телефон")).to_be_focused()
