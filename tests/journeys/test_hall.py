"""The hall with both hands on the keyboard: bays, search, what rings, and the shift handed over."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.models import Appeal, Category, Handover
from tenants.isolation import scope
from tests import make
from tests.journeys import cast
from tests.journeys.cast import be, now
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def ringing(town):
    """An appeal nobody accepted for an hour."""
    appeal = town.appeal(house_id=town.house.pk, text="Нет воды")
    with scope.in_tenant(town.tenant):
        Category.objects.update(alarm_minutes=15)
        Appeal.objects.filter(pk=appeal.pk).update(status_at=now() - timedelta(hours=1))
    return appeal


def hall(person, product, town, user=None) -> Page:
    """The hall of somebody who came in this morning."""
    page = person(width=1440)
    be(page, product, user or town.dispatcher, town.tenant)
    page.goto(product.url("penza", "/desk/hall/"))
    return page


def test_the_board_is_walked_by_keys_that_can_be_switched_off_for_the_person(
    town, ringing, product, person
):
    page = hall(person, product, town)
    keys = Keyboard(page)
    keys.press("1")
    expect(page.locator("a.strip:focus")).to_have_attribute("data-key-row", town.latin(ringing))
    keys.press("Enter")
    expect(page.get_by_role("complementary")).to_contain_text("Нет воды")
    keys.press("Escape")
    expect(page.get_by_role("complementary")).to_have_count(0)
    keys.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Клавиши этого экрана")
    with page.expect_response("**/desk/habit/"):
        page.get_by_label("Действия одной клавишей").uncheck()
    keys.press("Escape")

    elsewhere = hall(person, product, town)
    elsewhere.keyboard.press("1")

    expect(elsewhere.locator("a.strip:focus")).to_have_count(0)


def test_the_search_opens_by_a_key_on_every_page_of_the_desk(town, ringing, product, person):
    page = hall(person, product, town)
    page.goto(product.url("penza", "/desk/shift/"))
    keys = Keyboard(page)

    keys.press("/")
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    keys.type(f"{ringing.serial:06}")
    keys.press("Enter")

    expect(page.get_by_role("complementary")).to_contain_text("Нет воды")


def test_what_nobody_accepted_is_seen_heard_and_heeded(town, ringing, product, person):
    page = hall(person, product, town)
    other = hall(person, product, town)
    page.keyboard.press("Alt+0")
    expect(page).to_have_title("▲1 Зал — Пенза")
    said = page.locator("#alarm")
    expect(said).to_contain_text("Не приняты: 1")
    page.wait_for_function("localStorage.getItem('otklik:alarm')?.includes('heard')")
    expect(page.get_by_role("button", name="Включить звук")).to_be_hidden()

    page.get_by_role("button", name="Вижу, занимаемся").click()

    expect(said).not_to_contain_text("Не приняты")
    other.reload()
    expect(other.locator("#alarm")).not_to_contain_text("Не приняты")


def test_counters_follow_in_place_and_rows_stay_where_they_are(town, ringing, product, person):
    page = hall(person, product, town)
    strip = page.locator(f'[data-key-row="{town.latin(ringing)}"]')
    expect(strip).to_be_visible()
    town.appeal(house_id=town.house.pk, text="Темно во дворе")
    with scope.in_tenant(town.tenant):
        actions.assign(ringing.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())

    expect(page.get_by_role("link", name="Показать")).to_be_visible()
    expect(strip).to_have_class("strip is-gone")
    expect(page.locator('[data-bay="new"] a.strip')).to_have_count(1)
    page.get_by_role("link", name="Показать").click()
    expect(page.locator('[data-bay="waiting"]').locator(strip)).to_be_visible()


def test_a_shift_goes_from_hand_to_hand(town, ringing, product, person):
    with scope.in_tenant(town.tenant):
        oleg = cast.someone("dispatcher", name="Олег Зайцев")
    page = hall(person, product, town)
    page.get_by_role("link", name="Смена").click()
    page.get_by_label("Кому сдаёте").select_option("Олег Зайцев")
    page.get_by_label("На словах").fill("Ключи у охраны")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Смена сдана. Ждём подписи: Олег Зайцев.")).to_be_visible()

    olegs = hall(person, product, town, oleg)
    olegs.get_by_role("link", name="Прочитать и принять").click()
    expect(olegs.get_by_text("Ключи у охраны")).to_be_visible()
    expect(olegs.get_by_text(ringing.text)).to_have_count(0)
    olegs.get_by_role("button", name="Прочитал и принимаю").click()
    expect(olegs.get_by_text("Смена принята.")).to_be_visible()

    with scope.in_tenant(town.tenant):
        paper = Handover.objects.get()
    assert (paper.taken_by_name, paper.is_waiting) == ("Олег Зайцев", False)
    page.goto(product.url("penza", "/desk/hall/"))
    expect(page.get_by_text("Смена не принята")).to_have_count(0)
