"""Filing an appeal as different people do it: in error, in haste, by keys, without scripts, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cast import HOUSE
from tests.journeys.filing import (
    PLAIN,
    SEND,
    TEXT,
    accepted,
    attach,
    begin,
    describe,
    described,
    photos,
    refused,
    send,
    shot,
)
from tests.journeys.keyboard import Keyboard


def test_an_empty_text_is_asked_for_and_nothing_typed_is_lost(town, product, person):
    page = person()
    begin(page, product)
    describe(page)
    attach(page, shot())
    page.get_by_label("Опишите проблему").fill("")

    send(page)

    refused(page, "Напишите, что случилось")
    expect(page.get_by_role("alert")).to_be_focused()
    described(page, text="")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.get_by_label("Опишите проблему")).to_be_focused()
    page.keyboard.type(TEXT)
    expect(page.get_by_label("Снимок 1 уже загружен")).to_be_checked()
    send(page)
    accepted(page)
    assert town.newest().house_id == town.house.pk
    assert photos(town) == 1


def test_what_is_typed_before_the_scripts_come_is_looked_at_when_they_come(town, product, person):
    page, held = person(), []
    page.route("**/*.js", lambda route: held.append(route))
    page.goto(product.url("penza", "/new/"), wait_until="commit")
    page.get_by_label("Опишите проблему").fill(TEXT)

    page.route("**/*.js", lambda route: route.continue_())
    for route in held:
        route.continue_()

    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_files_once(town, product, person, scripts):
    page = person(java_script_enabled=scripts)
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_label("Адрес", exact=True).fill(HOUSE)

    page.get_by_role("button", name=SEND).dblclick()

    accepted(page)
    assert town.count() == 1


def test_everything_is_filed_by_keyboard_alone(town, product, person, measured):
    page = person()
    # Listened to from the start: the browser is told of it a moment after this line.
    page.once("filechooser", lambda chooser: chooser.set_files([shot()]))
    page.goto(product.url("penza"))
    keys = Keyboard(page)

    keys.tab_to("Сообщить о проблеме")
    keys.press("Enter")
    expect(page).to_have_url(product.url("penza", "/new/"))
    keys.tab_to("Опишите проблему")
    keys.type(TEXT)
    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()
    keys.tab_to("Нет холодной воды")
    keys.tab_to("Только у меня")
    keys.press("ArrowDown")
    expect(page.get_by_role("radio", name="У соседей тоже")).to_be_checked()
    keys.tab_to("Адрес")
    keys.type("ладожс 97")
    expect(page.get_by_role("option", name=HOUSE)).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.get_by_text("Дом найден:")).to_be_visible()
    keys.tab_to("Приложите снимки")
    keys.press("Enter")
    expect(page.get_by_text("Загружен, ")).to_be_visible()
    keys.tab_to("Телефон")
    keys.type("9123456789")
    keys.tab_to("Согласен на обработку")
    keys.press("Space")
    keys.tab_to(SEND)
    keys.press("Enter")

    accepted(page)
    filed = town.newest()
    assert (filed.house_id, filed.category.code) == (town.house.pk, "cold_water_off")
    assert filed.applicant.phone == "+79123456789"
    assert photos(town) == 1
    measured(f"обращение с клавиатуры: {keys.pressed} нажатий, из них {keys.typed} знаков текста")


def test_everything_is_filed_without_scripts(town, product, person):
    page = person(java_script_enabled=False)
    page.goto(product.url("penza"))
    page.get_by_role("link", name="Сообщить о проблеме").first.click()
    page.get_by_label("Опишите проблему").fill(f"{TEXT}, тел. 8 912 345-67-89")
    attach(page, shot())

    page.get_by_role("button", name="Дальше: подобрать тему").click()
    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()
    expect(page.get_by_label("Снимок 1 уже загружен")).to_be_checked()
    page.get_by_role("radio", name="Только у меня").check()
    page.get_by_label("Адрес", exact=True).fill("ладожская 9")
    page.get_by_role("button", name="Найти дом").click()

    expect(page.get_by_role("group", name="Какой из этих домов?")).to_be_visible()
    expect(page.get_by_role("radio", name="Только у меня")).to_be_checked()
    page.get_by_label(HOUSE).check()
    page.get_by_role("button", name="Показать, что увидят все").click()
    expect(page.locator(".preview mark.hid")).to_have_text("телефон скрыт")
    send(page)
    number = accepted(page)
    page.get_by_role("link", name="Открыть обращение").click()
    expect(page.get_by_text(f"№ {number}")).to_be_visible()
    expect(page.locator("#state")).to_contain_text("Зарегистрировано")
    expect(page.get_by_alt_text("Снимок заявителя 1")).to_be_visible()
    filed = town.newest()
    assert (filed.house_id, filed.category.code) == (town.house.pk, "cold_water_off")
    assert filed.answers[0]["value"] == "only_me"


def test_a_smell_of_gas_shows_whom_to_call_and_takes_the_button_away(town, product, person):
    page = person()
    begin(page, product)
    page.get_by_label("Опишите проблему").fill("В подъезде пахнет газом")
    page.get_by_role("radio", name="Да, пахнет сейчас").check()

    expect(page.get_by_role("link", name="Позвонить 104")).to_be_visible()
    page.get_by_label("Адрес", exact=True).fill(HOUSE)
    expect(page.get_by_role("button", name=SEND)).to_have_count(0)
    page.get_by_role("radio", name="Запах был раньше").check()
    expect(page.get_by_role("link", name="Позвонить 104")).to_have_count(0)
    expect(page.get_by_role("button", name=SEND)).to_be_visible()


def test_a_neighbour_joins_what_others_have_told(town, product, person):
    known = town.appeal(house_id=town.house.pk, category="benches", text="Скамейка сломана, кв. 5")
    page = person(geolocation={"latitude": 53.2, "longitude": 45.0}, permissions=["geolocation"])
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_role("button", name="Найти дом рядом со мной").click()
    page.get_by_role("button", name=f"{HOUSE}, 0 м отсюда").click()
    expect(page.get_by_text("Дом найден:")).to_be_visible()
    expect(page.get_by_role("heading", name="Об этом уже сообщили")).to_be_visible()
    expect(page.locator(".same")).to_contain_text("квартира скрыта")

    page.get_by_role("button", name="Присоединиться").click()

    expect(page.get_by_text("Ваш голос учтён")).to_be_visible()
    expect(page).to_have_url(product.url("penza", f"/appeals/{town.latin(known)}/"))
    assert town.again(known).joined_count == town.count() == 1


def test_at_360_px_nothing_has_to_be_scrolled_sideways(town, product, person):
    page = person(width=360, height=740, has_touch=True, is_mobile=True)
    page.goto(product.url("penza"))
    fits(page)

    page.get_by_role("link", name="Сообщить о проблеме").first.tap()
    expect(page.get_by_label("Опишите проблему")).to_be_visible()
    fits(page)
    page.get_by_label("Опишите проблему").fill(TEXT)
    page.get_by_role("radio", name="У соседей тоже").check()
    page.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
    expect(page.get_by_role("option", name=HOUSE)).to_be_visible()
    fits(page)
    page.get_by_role("option", name=HOUSE).tap()
    attach(page, shot(f"{'очень-длинное-имя-снимка-' * 4}.jpg"))
    expect(page.get_by_role("button", name="Убрать снимок")).to_be_visible()
    page.get_by_label("Телефон (").fill("123")
    fits(page)
    page.get_by_role("button", name=SEND).tap()
    refused(page, "Не хватает 7 цифр")
    fits(page)
    page.get_by_label("Телефон (").fill("")
    page.get_by_role("button", name=SEND).tap()
    accepted(page)
    fits(page)
    page.get_by_role("link", name="Открыть обращение").tap()
    expect(page.locator("#state")).to_be_visible()
    fits(page)


def fits(page: Page) -> None:
    """The page is not wider than the screen."""
    wider = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1
                && getComputedStyle(one).position !== "absolute" && one.checkVisibility())
            .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], wider


def test_the_version_for_weak_sight_stays_on_through_the_filing(town, product, person):
    page = person()
    page.goto(product.url("penza"))
    usual = size(page)

    page.get_by_role("button", name="Версия для слабовидящих").click()

    expect(page.get_by_role("button", name="Обычная версия")).to_be_visible()
    assert size(page) > usual
    fits(page)
    page.get_by_role("link", name="Сообщить о проблеме").first.click()
    expect(page.get_by_label("Опишите проблему")).to_be_visible()
    fits(page)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
    page.get_by_role("option", name=HOUSE).click()
    send(page)
    accepted(page)
    assert size(page) > usual
    page.get_by_role("link", name="Открыть обращение").click()
    expect(page.locator("#state")).to_contain_text("Зарегистрировано")
    fits(page)
    page.get_by_role("button", name="Обычная версия").click()
    expect(page.get_by_role("button", name="Версия для слабовидящих")).to_be_visible()
    assert size(page) == usual


def size(page: Page) -> float:
    """How large plain text is, px."""
    return page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("г. Казань, ул. Кирова, 5", "Это адрес другого города: Казань"),
        ("Казань, Кирова 5", "Уточните, какой это дом"),
    ],
)
def test_an_address_of_another_city_is_never_taken_for_a_house_of_this_one(
    town, product, person, address, asked
):
    page = person()
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_label("Адрес", exact=True).fill(address)

    send(page)

    refused(page, asked)
    expect(page.get_by_label("Опишите проблему")).to_have_value(PLAIN)
    expect(page.get_by_label("Адрес", exact=True)).to_have_value(address)
    assert town.count() == 0


def test_an_unknown_address_is_taken_in_words_for_the_dispatcher(town, product, person):
    page = person()
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_label("Адрес", exact=True).press_sequentially("ул. Баумана, 5")
    expect(page.get_by_text("Такого дома в списке города нет")).to_be_visible()

    send(page)

    accepted(page)
    filed = town.newest()
    assert (filed.house_id, filed.organisation_id) == (None, None)
    assert filed.address == "ул. Баумана, 5"
