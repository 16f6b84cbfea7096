"""What a person does on the form of filing, as words that journeys share."""

import re

from playwright.sync_api import Page, expect

from appeals.models import Attachment
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import HOUSE

TEXT = "Второй день нет холодной воды на всех этажах"
PLAIN = "Сломана скамейка во дворе"
SEND = "Отправить обращение"


def begin(page: Page, product) -> None:
    page.goto(product.url("penza", "/new/"))


def describe(page: Page, text: str = TEXT) -> None:
    """Every field a person may fill, the house chosen from the list."""
    page.get_by_label("Опишите проблему").fill(text)
    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()
    page.get_by_role("radio", name="У соседей тоже").check()
    page.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
    page.get_by_role("option", name=HOUSE).click()
    page.get_by_label("Квартира (").fill("47")
    page.get_by_label("Ориентир").fill("вход со двора")
    page.get_by_label("Телефон (").fill("8 (912) 345-67-89")
    page.get_by_label("Электронная почта").fill("maria@example.org")
    page.get_by_label("Как к вам обращаться").fill("Мария")
    page.get_by_label("Согласен на обработку").check()


def described(page: Page, text: str = TEXT) -> None:
    """What was typed stands where it was typed."""
    expect(page.get_by_label("Опишите проблему")).to_have_value(text)
    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()
    expect(page.get_by_role("radio", name="У соседей тоже")).to_be_checked()
    expect(page.get_by_label("Адрес", exact=True)).to_have_value(HOUSE)
    expect(page.get_by_label("Квартира (")).to_have_value("47")
    expect(page.get_by_label("Ориентир")).to_have_value("вход со двора")
    expect(page.get_by_label("Телефон (")).to_have_value("8 (912) 345-67-89")
    expect(page.get_by_label("Электронная почта")).to_have_value("maria@example.org")
    expect(page.get_by_label("Как к вам обращаться")).to_have_value("Мария")
    expect(page.get_by_label("Согласен на обработку")).to_be_checked()


def shot(name: str = "двор.jpg", kind: str = "image/jpeg", content: bytes | None = None) -> dict:
    """A file somebody chooses."""
    return {"name": name, "mimeType": kind, "buffer": content or make.picture().getvalue()}


def attach(page: Page, *files: dict) -> None:
    page.get_by_label("Приложите снимки").set_input_files(list(files))


def send(page: Page) -> None:
    page.get_by_role("button", name=SEND).click()


def refused(page: Page, sentence: str) -> None:
    """The page came back and says why, above the form and at the field."""
    summary = page.get_by_role("alert").filter(has_text="Обращение пока не отправлено")
    expect(summary).to_contain_text(sentence)
    expect(page.locator(".field-error").filter(has_text=sentence)).to_be_visible()


def accepted(page: Page) -> str:
    """The number that is read on the page."""
    expect(page.get_by_role("heading", name="Обращение принято")).to_be_visible()
    number = page.get_by_text("№ ПНЗ-").inner_text().removeprefix("№ ")
    assert re.fullmatch(r"ПНЗ-\d{4}-\d{6}", number)
    return number


def photos(town) -> int:
    with scope.in_tenant(town.tenant):
        return Attachment.objects.count()
