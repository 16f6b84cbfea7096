"""An appeal walks its whole life while a neighbour looks on."""

import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.insight import verification
from appeals.models import Appeal
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import HOUSE, Town, come_in, now
from tests.product import Product

WITHIN_SECONDS = 5.0  # a screen that is open shows a change so soon; measured: well under one
# Every state the card has shown, with the moment, as somebody who stands before it would see it.
WATCH = """
window.stood = "с самого начала";
window.seen = [];
const look = () => {
  const word = document.querySelector("#state b").textContent;
  if (window.seen.at(-1)?.word !== word) window.seen.push({ word, at: Date.now() / 1000 });
};
look();
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
"""


def test_an_appeal_walks_its_whole_life_in_front_of_a_neighbour(town, product, person, measured):
    resident, neighbour, dispatcher, member = person(), person(), person(), person()

    number = file(resident, product)
    stand_before(neighbour, product, number)
    says(neighbour, "Зарегистрировано")

    come_in(dispatcher, product, town.dispatcher)
    assign(dispatcher, number, to="Горводоканал")
    says(neighbour, "Ждёт принятия")
    expect(neighbour.locator("#promise")).to_contain_text("ООО «Горводоканал»")

    come_in(member, product, town.member)
    open_from_the_queue(member)
    says(neighbour, "Принято в работу", at=last(town, "accept"))
    expect(member.get_by_role("complementary")).to_contain_text("Принято в работу")

    send_a_crew(member)
    says(neighbour, "Направлена бригада")
    expect(neighbour.locator("#promise")).to_contain_text("Бригада 4")

    resolve(member, "Заменили участок трубы, вода идёт")
    says(neighbour, "Выполнено")
    expect(neighbour.get_by_alt_text("Снимок исполнителя после работы")).to_be_visible()
    expect(neighbour.locator("#timeline")).to_contain_text("Заменили участок трубы, вода идёт")

    call_back(dispatcher, number, "Не доволен", words="Вода снова ржавая")
    says(neighbour, "Возвращено в работу, усиленный контроль")
    expect(neighbour.locator("#promise")).to_contain_text("Усиленный контроль, уровень 1")
    expect(neighbour.locator("#timeline")).to_contain_text("Вода снова ржавая")

    open_from_the_queue(member)
    says(neighbour, "Принято в работу, усиленный контроль", at=last(town, "accept"))
    resolve(member, "Промыли стояк, вода чистая")
    says(neighbour, "Выполнено")

    call_back(dispatcher, number, "Доволен")
    says(neighbour, "В архиве")
    expect(neighbour.locator("#state")).to_have_class("state state-done")
    red, green, blue = colour_of(neighbour.locator("#state svg"))
    assert green > red
    assert green > blue

    assert neighbour.evaluate("window.stood") == "с самого начала"
    took = soonness(neighbour, town)
    measured(f"«Принято в работу» на экране соседа через {took[0]:.2f} и {took[1]:.2f} с")
    assert max(took) < WITHIN_SECONDS
    assert flaws(town) == []


def file(page: Page, product: Product) -> str:
    """A resident tells of a leak with a photo, and reads the number."""
    page.goto(product.url("penza"))
    page.get_by_role("link", name="Сообщить о проблеме").first.click()
    page.get_by_label("Опишите проблему").fill("Во дворе прорвало трубу, вода идёт на дорогу")
    page.get_by_role("radio", name="Не знаю, пусть решит диспетчер").check()
    page.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
    page.get_by_role("option", name="Ладожская, д. 97").click()
    expect(page.get_by_role("status").filter(has_text="Дом найден")).to_contain_text("97")
    picture = make.picture((1200, 900)).getvalue()
    page.get_by_label("Приложите снимки").set_input_files(
        {"name": "двор.jpg", "mimeType": "image/jpeg", "buffer": picture}
    )
    expect(page.get_by_role("button", name="Убрать снимок «двор.jpg»")).to_be_visible()
    page.get_by_label("Телефон (необязательно)").fill("8 (912) 345-67-89")
    page.get_by_label("Как к вам обращаться").fill("Мария")
    page.get_by_label("Согласен на обработку").check()
    page.get_by_role("button", name="Отправить обращение").click()
    expect(page.get_by_role("heading", name="Обращение принято")).to_be_visible()
    return page.locator(".state b").inner_text().removeprefix("№ ")


def stand_before(page: Page, product: Product, number: str) -> None:
    """Somebody finds the appeal by its number and stays on its card."""
    page.goto(product.url("penza"))
    page.get_by_label("Номер обращения или адрес").fill(number)
    page.get_by_role("button", name="Найти").click()
    expect(page.get_by_text(f"№ {number}")).to_be_visible()
    expect(page.locator("[data-live-bar]")).to_have_attribute("data-state", "live")
    expect(page.get_by_alt_text("Снимок заявителя 1")).to_be_visible()
    page.evaluate(WATCH)


def says(page: Page, word: str, *, at: str | None = None) -> None:
    """The open card says this by itself; `at` is the clock it must show."""
    state = page.locator("#state")
    expect(state.locator("b")).to_have_text(word)
    if at is not None:
        expect(state).to_contain_text(at)
        # On a quick machine two records may share a second.
        expect(page.locator("#timeline .ev-time").filter(has_text=at).last).to_be_visible()


def assign(page: Page, number: str, *, to: str) -> None:
    """The dispatcher takes the new appeal from the board and hands it on."""
    page.get_by_role("region", name="Новые").get_by_role("link").first.click()
    panel = page.get_by_role("complementary", name=f"Обращение {number}")
    panel.get_by_text("Назначить исполнителя").first.click()
    panel.locator("#move-assign").get_by_label("Исполнитель").fill(to[:4])
    panel.get_by_role("option", name=to).click()
    panel.get_by_role("button", name="Назначить исполнителя").click()
    expect(page.get_by_text(f"{number}: передано исполнителю.")).to_be_visible()


def open_from_the_queue(page: Page) -> None:
    """A member opens the first appeal of the queue; opening it accepts it."""
    page.get_by_role("link", name="Очередь").click()
    page.get_by_role("button", name=HOUSE).click()
    expect(page.get_by_role("complementary")).to_be_visible()


def send_a_crew(page: Page) -> None:
    """From the panel of the open appeal."""
    panel = page.get_by_role("complementary")
    panel.locator("summary").filter(has_text="Направить бригаду").click()
    panel.get_by_label("Бригада", exact=True).select_option("Бригада 4")
    panel.get_by_role("button", name="Направить бригаду").click()
    expect(page.get_by_text("направлена бригада.")).to_be_visible()


def resolve(page: Page, report: str) -> None:
    """What was done, with a photo of how it looks now."""
    panel = page.get_by_role("complementary")
    panel.locator("summary").filter(has_text="Выполнено").click()
    panel.get_by_label("Что сделано").fill(report)
    panel.get_by_label("От чего случилось").select_option("Не установлена")
    panel.get_by_label("Снимки «после»").set_input_files(
        {"name": "после.png", "mimeType": "image/png", "buffer": make.picture(form="PNG").read()}
    )
    panel.get_by_role("button", name="Выполнено").click()
    expect(page.get_by_text("работа выполнена.")).to_be_visible()


def call_back(page: Page, number: str, result: str, *, words: str = "") -> None:
    """The dispatcher rings the applicant and writes down what they said."""
    page.get_by_role("navigation", name="Разделы").get_by_text("Обратный звонок").click()
    page.get_by_role("button", name="Следующий звонок").click()
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    outcome = page.get_by_role("radiogroup", name="Итог разговора")
    outcome.locator("label").filter(has_text=re.compile(f"^{result}")).click()
    if words:
        page.get_by_text("сделано не до конца").click()
        page.get_by_label("Слова заявителя").fill(words)
    page.get_by_role("button", name="Сохранить и следующий").click()
    expect(page.get_by_text("диспетчер звонил заявителю.")).to_be_visible()


def last(town: Town, kind: str) -> str:
    """The clock of the journal's latest record of a kind, to the second, in the city's time."""
    with scope.in_tenant(town.tenant):
        event = Appeal.objects.get().events.filter(kind=kind).latest("sequence")
    return event.at.astimezone(ZoneInfo(town.tenant.time_zone)).strftime("%H:%M:%S")


def soonness(page: Page, town: Town) -> list[float]:
    """Seconds from the record in the journal to the neighbour's screen, for both acceptances."""
    seen = [one["at"] for one in page.evaluate("window.seen") if "Принято" in one["word"]]
    with scope.in_tenant(town.tenant):
        events = Appeal.objects.get().events.filter(kind="accept").order_by("sequence")
        done = [event.at.timestamp() for event in events]
    return [on_screen - at for on_screen, at in zip(seen, done, strict=True)]


def colour_of(locator: Locator) -> list[int]:
    """Red, green and blue of what is drawn."""
    text = locator.evaluate("element => getComputedStyle(element).color")
    return [int(part) for part in text[text.index("(") + 1 : -1].split(",")[:3]]


def flaws(town: Town) -> list:
    """What the journal's own proof finds wrong."""
    with scope.in_tenant(town.tenant):
        return verification.flaws()


@pytest.fixture
def resolved(town):
    """An appeal whose applicant is asked whether it is solved."""
    filed = town.appeal(house_id=town.house.pk, text="Нет холодной воды")
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
        actions.accept(filed.pk, by=by, at=now())
        actions.resolve(filed.pk, report="Заменили вентиль", cause="unknown", by=by, at=now())
    return town.again(filed)


def test_the_resident_closes_it_by_the_tracking_link(town, resolved, product, person):
    page = person()

    page.goto(product.url("penza", f"/track/{resolved.tracking_code}/"))
    page.get_by_role("button", name="Да, проблема решена").click()

    expect(page.get_by_text("Обращение закрыто с вашим подтверждением")).to_be_visible()
    says(page, "Подтверждено жителем")
    assert flaws(town) == []


def test_the_resident_sends_it_back_by_the_tracking_link(town, resolved, product, person):
    page, neighbour = person(), person()
    stand_on = product.url("penza", f"/appeals/{town.latin(resolved)}/")
    neighbour.goto(stand_on)
    expect(neighbour.locator("[data-live-bar]")).to_have_attribute("data-state", "live")

    page.goto(product.url("penza", f"/track/{resolved.tracking_code}/"))
    page.get_by_text("Нет, проблема не решена").click()
    page.get_by_label("Проблема повторилась").check()
    page.get_by_label("Расскажите подробнее").fill("К вечеру воды опять нет")
    page.get_by_role("button", name="Проблема не решена, вернуть в работу").click()

    expect(page.get_by_text("вернулось в работу под усиленный контроль")).to_be_visible()
    says(page, "Возвращено в работу, усиленный контроль")
    says(neighbour, "Возвращено в работу, усиленный контроль")
    expect(neighbour.locator("#timeline")).to_contain_text("К вечеру воды опять нет")
    assert flaws(town) == []
