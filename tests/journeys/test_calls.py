"""The telephone: a call taken by keys alone, from the first ring to the number read aloud."""

import json
import time
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.models import ApiKey, Draft, Joined
from tenants.isolation import scope
from tests.journeys import cast
from tests.journeys.cast import HOUSE, be, now
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_accessibility import inspecting

EXTENSION = "204"
CALLER = "+79123456789"
MOST_KEYS = 25
STRIP_WITHIN_SECONDS = 3  # promised: about one; a loaded machine must not fail a journey


@pytest.fixture
def exchange(town, product):
    """`exchange("ring", …)`: the city's telephone exchange posts an event of one call."""
    with scope.in_tenant(town.tenant):
        key = ApiKey.issue(name="АТС", role="telephony")

    def tell(event: str, **fields: str) -> None:
        body = {"event": event, "call": "journey-1", "extension": EXTENSION} | fields
        request = urllib.request.Request(
            product.url("penza", "/api/v1/calls/").replace("penza.localhost", "127.0.0.1"),
            json.dumps(body).encode(),
            {
                "Host": "penza.localhost",
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200

    return tell


@pytest.fixture
def page(town, product, person) -> Page:
    """Nina's screen; the telephone 204 stands on her table."""
    with scope.in_tenant(town.tenant):
        actions.sit(EXTENSION, by=actor_of(town.dispatcher), at=now())
    page = person(width=1440)
    be(page, product, town.dispatcher, town.tenant)
    page.goto(product.url("penza", "/desk/"))
    return page


def open_card(page: Page, keys: Keyboard) -> None:
    """F9, and the cursor stands at the telephone."""
    keys.press("F9")
    expect(page.get_by_role("textbox", name="Телефон")).to_be_focused()


def take_address(page: Page, keys: Keyboard) -> None:
    """«лад 97», Enter: the house is chosen, the cursor stands at the flat."""
    keys.type("лад 97")
    expect(page.get_by_role("option", name=HOUSE)).to_have_attribute("aria-selected", "true")
    keys.press("Enter")
    expect(page.get_by_label("Квартира")).to_be_focused()


def test_a_ringing_call_is_taken_by_keys_alone(town, product, page, exchange, measured):
    keys = Keyboard(page)
    rang = time.monotonic()
    exchange("ring", caller="89123456789", callee="112")
    strip = page.get_by_role("region", name="Входящий звонок")
    expect(strip).to_contain_text("Звонит", timeout=STRIP_WITHIN_SECONDS * 1000)
    appeared = time.monotonic() - rang
    exchange("answer")

    keys.press("F2")
    expect(page.get_by_role("textbox", name="Телефон")).to_have_value(CALLER)
    expect(page.get_by_role("combobox", name="Адрес")).to_be_focused()
    take_address(page, keys)
    keys.type("47")
    keys.press("Enter")
    expect(page.get_by_label("Что случилось")).to_be_focused()
    keys.type("хол")
    expect(page.get_by_role("option", name="Нет холодной воды")).to_be_visible()
    keys.press("Control+Enter")

    expect(page.get_by_text("Записано", exact=True)).to_be_visible()
    written = town.newest()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"-{written.serial:06}")
    expect(page.locator(".say").first).to_contain_text("Номер: пэ эн зэ, две тысячи двадцать шесть")
    assert (written.house_id, written.category.code) == (town.house.pk, "cold_water_off")
    assert (written.channel, written.applicant.phone) == ("phone", CALLER)
    assert (written.applicant.flat, written.operator_id) == ("47", town.dispatcher.pk)
    exchange("hangup")
    exchange("recording", recording="https://ats.example/journey-1.mp3")
    page.goto(product.url("penza", f"/desk/appeals/{town.latin(written)}/"))
    link = page.get_by_role("link", name="запись разговора")
    expect(link).to_have_attribute("href", "https://ats.example/journey-1.mp3")
    assert keys.pressed <= MOST_KEYS
    measured(f"звонок со станции: {keys.pressed} нажатий, полоса через {appeared:.1f} с")


def test_a_call_without_an_exchange_takes_no_more_keys(town, page, measured):
    keys = Keyboard(page)

    open_card(page, keys)
    keys.type("9123456789")
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="Адрес")).to_be_focused()
    take_address(page, keys)
    keys.press("Enter")
    keys.type("хол")
    expect(page.get_by_role("option", name="Нет холодной воды")).to_be_visible()
    keys.press("Control+Enter")

    expect(page.get_by_text("Записано", exact=True)).to_be_visible()
    written = town.newest()
    assert (written.house_id, written.category.code) == (town.house.pk, "cold_water_off")
    assert written.text == "Нет холодной воды"
    assert keys.pressed <= MOST_KEYS
    measured(f"звонок без станции, номер с клавиатуры: {keys.pressed} нажатий")


def test_a_neighbour_is_joined_by_one_key(town, page):
    first = town.appeal(house_id=town.house.pk, category="cold_water_off", phone="+79000000001")
    keys = Keyboard(page)
    open_card(page, keys)
    keys.type("9123456789")
    keys.press("Enter")

    take_address(page, keys)
    keys.press("Enter")
    keys.type("хол")
    side = page.get_by_role("complementary", name="Что известно")
    expect(side).to_contain_text("об этом уже сообщили")
    keys.press("Control+1")

    expect(page.get_by_text("Присоединено", exact=True)).to_be_visible()
    expect(page.locator(".say").first).to_contain_text("вас добавили к обращению")
    assert town.count() == 1
    assert town.again(first).joined_count == 1
    with scope.in_tenant(town.tenant):
        assert Joined.objects.get().phone == CALLER


def test_a_card_survives_a_closed_tab_and_is_its_operators_alone(town, product, person, page):
    keys = Keyboard(page)
    open_card(page, keys)
    keys.type("9123456789")
    keys.press("Enter")
    take_address(page, keys)
    expect(page.get_by_text("Черновик сохранён")).to_be_visible()
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(product.url("penza", "/desk/hall/"))
    again.keyboard.press("F9")
    expect(again.get_by_text("Есть незаконченная карточка")).to_be_visible()
    again.keyboard.press("F8")
    expect(again.get_by_role("textbox", name="Телефон")).to_have_value("9123456789")
    expect(again.get_by_role("combobox", name="Адрес")).to_have_value(HOUSE)
    other = person(width=1440)
    colleague_of(town, product, other)
    expect(other.get_by_role("textbox", name="Телефон")).to_be_focused()
    expect(other.get_by_text("незаконченная карточка")).to_have_count(0)
    again.get_by_label("Со слов").fill("Нет воды")
    again.keyboard.press("Control+Enter")

    expect(again.get_by_text("Записано", exact=True)).to_be_visible()
    with scope.in_tenant(town.tenant):
        assert not Draft.objects.exists()


def colleague_of(town, product, page: Page) -> None:
    """Another dispatcher at an empty card."""
    with scope.in_tenant(town.tenant):
        oleg = cast.someone("dispatcher", name="Олег Седов")
    be(page, product, oleg, town.tenant)
    page.goto(product.url("penza", "/desk/new/"))


def test_a_number_that_is_no_house_is_never_taken_for_its_neighbour(town, page):
    keys = Keyboard(page)
    open_card(page, keys)
    keys.press("Alt+2")
    keys.type("лад 95")
    expect(page.get_by_role("option").first).to_be_visible()

    expect(page.locator('[role="option"][aria-selected="true"]')).to_have_count(0)
    keys.press("Enter")

    expect(page.get_by_label("Квартира")).to_be_focused()
    assert page.locator('[name="house"]').input_value() == ""


def test_a_flat_typed_behind_the_house_goes_into_its_field_and_no_address(town, page):
    keys = Keyboard(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_card(page, keys)
    keys.press("Alt+2")
    keys.type("лад 97 кв 41")
    expect(page.get_by_role("option", name=HOUSE)).to_have_attribute("aria-selected", "true")
    keys.press("Enter")

    expect(page.get_by_label("Квартира")).to_have_value("41")
    assert not [url for url in asked if url.endswith("41")]


def test_going_to_another_field_never_brings_the_cursor_back(town, page):
    keys = Keyboard(page)
    open_card(page, keys)
    keys.press("Alt+4")
    keys.type("абвгд")
    expect(page.get_by_role("option", name="Другая проблема")).to_be_visible()
    keys.press("Alt+2")

    expect(page.get_by_label("Что случилось")).to_have_value("Другая проблема")
    expect(page.get_by_role("combobox", name="Адрес")).to_be_focused()


def test_a_missed_call_is_called_back_by_two_keys(town, product, page, exchange):
    exchange("ring", caller="89123456789")
    exchange("hangup")
    strip = page.get_by_role("region", name="Входящий звонок")
    expect(strip).to_contain_text("Пропущено звонков: 1")

    page.goto(product.url("penza", "/desk/calls/"))
    page.keyboard.press("F2")

    expect(page.get_by_role("textbox", name="Телефон")).to_have_value(CALLER)
    expect(page.get_by_role("link", name="Набрать")).to_have_attribute("href", f"tel:{CALLER}")


def test_the_telephones_screens_are_without_fault(town, product, page, exchange):
    first = town.appeal(
        house_id=town.house.pk, category="cold_water_off", phone=CALLER, name="Мария"
    )
    exchange("ring", call="missed", caller="89000000002")
    exchange("hangup", call="missed")
    exchange("ring", caller="89123456789")
    with scope.in_tenant(town.tenant):
        by = actor_of(town.dispatcher)
        actions.keep_draft("one", {"name": "Анна", "address": "у сквера"}, by=by, at=now())

    def ringing(page: Page) -> None:
        expect(page.get_by_role("region", name="Входящий звонок")).to_be_visible()

    def similar(page: Page) -> None:
        ringing(page)
        page.keyboard.press("F7")
        expect(page.get_by_text("Открыто по дому")).to_be_visible()

    with inspecting(page, product) as inspector:
        inspector.visit("/desk/hall/", "hall with a call", then=ringing)
        inspector.visit("/desk/calls/", "calls", then=ringing)
        inspector.visit("/desk/new/", "card with a draft", then=ringing)
        inspector.visit("/desk/new/?draft=none", "card of a known caller", then=similar)
        inspector.visit(f"/desk/new/{town.latin(first)}/joined/", "joined", then=ringing)
