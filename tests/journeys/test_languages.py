"""The same filing in three languages, and the version for the visually impaired that stays chosen."""

import pytest
from playwright.sync_api import Page, expect

from design import catalogues
from tests.journeys.cast import HOUSE

TEXTS = {"tt": "Икенче көн салкын су юк", "en": "No cold water for the second day"}


def sentence(code: str, russian: str) -> str:
    """One of our sentences as the page of this language says it."""
    found = catalogues.read(code).get(russian)
    return found.string if found else russian


@pytest.mark.parametrize("code", ["tt", "en"])
def test_an_appeal_is_filed_in_the_language_that_was_chosen(town, product, person, code):
    page: Page = person()
    page.goto(product.url("penza", "/new/"))
    page.get_by_role("button", name={"tt": "Татарча", "en": "English"}[code]).click()
    expect(page.locator("html")).to_have_attribute("lang", code)

    page.get_by_label(sentence(code, "Опишите проблему")).fill(TEXTS[code])
    page.get_by_label(sentence(code, "Адрес"), exact=True).press_sequentially("ладожс 97")
    page.get_by_role("option", name=HOUSE).click()
    page.locator("[name=email]").fill("maria@example.org")
    page.locator("[name=consent]").check()
    page.get_by_role("button", name=sentence(code, "Отправить обращение")).click()

    expect(page.get_by_role("heading", name=sentence(code, "Обращение принято"))).to_be_visible()
    appeal = town.newest()
    assert (appeal.text, appeal.applicant.language) == (TEXTS[code], code)
    page.get_by_role("link", name=sentence(code, "Открыть обращение")).click()
    expect(page.get_by_role("heading", name=sentence(code, "Что сообщили"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", code)


def test_what_was_chosen_for_the_eyes_stays_on_every_page(town, product, person):
    page: Page = person()
    page.goto(product.url("penza"))
    page.get_by_role("button", name="Версия для слабовидящих").click()
    panel = page.get_by_role("region", name="Настройки версии для слабовидящих")
    for side in ("200 %", "Белым по чёрному", "Очень свободно", "Не показывать"):
        panel.get_by_role("button", name=side, exact=True).click()
        expect(panel.get_by_role("button", name=side, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )

    page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/", "/new/", "/outages/", "/accounts/login/"):
        page.goto(product.url("penza", path))
        html = page.locator("html")
        expect(html).to_have_attribute("data-vision-size", "200")
        expect(html).to_have_attribute("data-vision-scheme", "black")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.evaluate("[...document.images].every((one) => !one.naturalWidth)"), path
    page.get_by_role("button", name="Обычная версия").click()
    expect(page.locator("html")).not_to_have_attribute("data-vision", "on")
