"""The administration's page in a browser: from a number to its rows and back, by keys, on paper."""

import re

import pytest
from playwright.sync_api import expect

from appeals import actions
from appeals.access import actor_of
from appeals.insight import tallies
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, now, someone
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def aide(town):
    """The mayor's aide, in a city where a few appeals are on their way."""
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        for number in range(3):
            filed = make.appeal(house_id=town.house.pk, text="Яма на дороге у дома", at=now())
            actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
            if number:
                actions.accept(filed.pk, by=by, at=now())
        tallies.rebuild()
        return someone("administrator", name="Анна")


def test_a_number_leads_to_its_rows_and_back(town, aide, product, person):
    page = person(width=1440)
    be(page, product, aide, town.tenant)
    page.goto(product.url("penza", "/desk/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Неделя")

    filed = page.locator('[data-number="filed"]')
    expect(filed).to_have_text("3")
    filed.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Подано")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_role("link", name="К показателям").click()

    expect(page.locator('[data-number="filed"]')).to_have_text("3")
    page.get_by_role("link", name="Раньше").click()
    expect(page.locator('[data-number="filed"]')).to_have_text("0")
    expect(page.get_by_text("За эти дни обращений не было.").first).to_be_visible()


def test_it_is_worked_by_keys_alone(town, aide, product, person):
    page = person(width=1440)
    be(page, product, aide, town.tenant)
    page.goto(product.url("penza", "/desk/dashboard/"))
    keys = Keyboard(page)

    page.locator('[data-number="open"]').focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("В работе")
    keys.press("Escape")
    expect(page.locator('[data-number="open"]')).to_be_visible()
    keys.press("Alt+1")
    expect(page).to_have_url(re.compile(r"day=\d{4}-\d{2}-\d{2}"))
    keys.press("Alt+2")
    expect(page.locator('[data-number="filed"]')).to_have_text("3")


def test_on_paper_it_is_a_page_of_figures(town, aide, product, person):
    page = person(width=794, height=1123)
    be(page, product, aide, town.tenant)
    page.goto(product.url("penza", "/desk/dashboard/"))
    page.emulate_media(media="print")

    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".chart").first).to_be_visible()
    expect(page.get_by_text("обновлено").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    paper = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 3
    assert re.search(rb"MediaBox \[0 0 594\.9\d* 841\.9\d*\]", paper)  # A4
