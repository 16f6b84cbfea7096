"""The map before people: two browsers see one change; from the city to a house; no scripts."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from appeals import workflow
from appeals.access import actor_of
from appeals.actions import journal
from appeals.insight.map import finding
from appeals.insight.map.choice import Choice
from appeals.models import Appeal
from appeals.tiles import Box, Window
from tenants.isolation import scope
from tests.journeys.cast import Town, now

HERE = {"latitude": 53.2, "longitude": 45.0}
SUMS = re.compile(r"(\d+)\s+в работе\s+(\d+)\s+выполнено")


def scattered(town: Town, how_many: int) -> list[Appeal]:
    """Appeals in two quarters and at one house."""
    return [
        town.appeal(
            latitude=53.2 + number % 3 * 0.0004 + number % 2 * 0.02,
            longitude=45.0 + number % 2 * 0.03,
            text=f"Не горит фонарь {number}",
        )
        for number in range(how_many)
    ]


def reject(town: Town, appeal: Appeal) -> None:
    with scope.in_tenant(town.tenant):
        locked = Appeal.objects.locked(appeal.pk)
        by = actor_of(town.dispatcher)
        journal.move(locked, workflow.REJECT, by=by, at=now(), reason="outside")


def sums(page: Page) -> tuple[int, int]:
    """What the list's head says is on the map."""
    expect(page.locator(".sheet-sum")).to_contain_text("выполнено")
    found = SUMS.search(page.locator(".sheet-sum").inner_text().replace("\n", " "))
    assert found
    return int(found[1]), int(found[2])


def test_two_browsers_see_the_same_change_and_one_may_pause(town, product, person, measured):
    first, *_ = scattered(town, 4)
    near, far = person(), person(width=360, height=760)
    for page in (near, far):
        page.goto(product.url("penza", "/map/?lat=53.2&lon=45.0&z=17"))
        expect(page.locator(".map-mark")).not_to_have_count(0)
    pin = '.map-mark[aria-label*="Зарегистрировано"]'
    before = near.locator(pin).count()
    assert before == far.locator(pin).count() > 0
    far.get_by_role("button", name="Приостановить").click()

    began = now()
    reject(town, first)
    expect(near.locator(pin)).to_have_count(before - 1)
    measured(f"a change stood on an open map after {(now() - began).total_seconds():.2f} s")

    expect(far.locator("[data-live-word]")).to_contain_text("Приостановлено")
    assert far.locator(pin).count() == before
    far.get_by_role("button", name="Продолжить").click()
    expect(far.locator(pin)).to_have_count(before - 1)


def test_from_the_whole_city_to_one_house_by_keyboard(town, product, person):
    scattered(town, 6)
    page = person()
    page.goto(product.url("penza", "/map/?lat=53.21&lon=45.015&z=11"))
    page.locator(".map-mark").first.focus()
    for _ in range(6):
        red, green = counted(town, page)
        said = re.compile(rf"\b{red}\s+в работе\s*{green}\s+выполнено")
        expect(page.locator(".sheet-sum")).to_contain_text(said)
        if page.locator('.map-mark[aria-label*="Зарегистрировано"]').count():
            break
        zoom = page.url
        page.locator(".map-mark").first.focus()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(zoom)
        page.wait_for_load_state("networkidle")
    page.locator('.map-mark[aria-label*="Зарегистрировано"]').first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/appeals/PNZ-"))

    page.go_back()
    expect(page.locator(".map-mark")).not_to_have_count(0)


def counted(town: Town, page: Page) -> tuple[int, int]:
    """The same rectangle counted over the appeals."""
    told = parse_qs(urlsplit(page.evaluate("document.body.dataset.livePage")).query)
    west, south, east, north = (float(part) for part in told["bbox"][0].split(","))
    window = Window.around(Box(south, west, north, east), int(told["z"][0]))
    with scope.in_tenant(town.tenant):
        rows = finding._chosen(Choice()).filter(finding._inside(window.ranges()))
        states = [workflow.colour(status) for status in rows.values_list("status", flat=True)]
    return states.count("red"), states.count("green")


def test_without_scripts_the_filters_submit_and_groups_are_links(town, product, person):
    appeals = scattered(town, 6)
    reject(town, appeals[0])
    page = person(java_script_enabled=False)
    page.goto(product.url("penza", "/map/?lat=53.2&lon=45.0&z=12"))
    assert sums(page) == (5, 0)

    page.get_by_role("checkbox", name="Выполнено").uncheck()
    page.get_by_label("Период", exact=True).select_option("За всё время")
    page.get_by_role("button", name="Показать", exact=True).click()
    expect(page).to_have_url(re.compile(r"period=all"))
    expect(page).to_have_url(re.compile(r"state=work"))
    assert sums(page) == (5, 0)

    page.locator("a.pin").first.click()
    expect(page).to_have_url(re.compile(r"z=14"))
    expect(page).to_have_url(re.compile(r"state=work"))
    page.get_by_role("link", name="Отдалить").click()
    expect(page).to_have_url(re.compile(r"z=13"))
    page.locator(".sheet .item a").first.click()
    expect(page).to_have_url(re.compile(r"/appeals/PNZ-"))
