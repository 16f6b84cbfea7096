"""Somebody new passes their course on a phone; a stranger checks the certificate by its link."""

import re

from playwright.sync_api import expect

from appeals.models import Member
from onboarding.organisations.training.content import courses
from tenants.isolation import scope
from tests.journeys.cast import be, someone
from tests.journeys.learning import answer, read_and_do


def test_a_newcomer_passes_on_a_phone_and_a_stranger_checks_the_certificate(town, product, person):
    course = courses()["organisation"]
    with scope.in_tenant(town.tenant):
        newcomer = someone("organisation", name="Никитина Ольга Сергеевна")
        Member.objects.create(user=newcomer, organisation=town.organisation)
    page = person(width=360, height=780)
    be(page, product, newcomer, town.tenant)
    page.goto(product.url("penza", "/desk/queue/"))
    expect(page.get_by_text("Обращения откроются после проверки.")).to_be_visible()

    read_and_do(page, course)
    answer(page, course, mistakes=4)

    expect(page.get_by_role("heading", level=1)).to_have_text("Проверка сдана")
    expect(page.locator(".paper-score")).to_have_text("16 из 20")
    expect(page.locator(".mistakes > li")).to_have_count(4)
    link = page.get_by_role("link", name="Страница проверки").get_attribute("href")
    page.goto(product.url("penza", "/desk/"))
    expect(page).to_have_url(re.compile("/desk/queue/"))

    stranger = person(width=360, height=780)
    stranger.goto(product.url("penza", str(link)))
    expect(stranger.get_by_role("heading", name="Действует")).to_be_visible()
    expect(stranger.get_by_text("Н. О. С.")).to_be_visible()
    expect(stranger.get_by_text("Никитина")).to_have_count(0)
