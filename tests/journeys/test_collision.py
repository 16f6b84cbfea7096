"""Two people at one appeal: each knows of the other, the second save is refused and loses nothing."""

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from tenants.isolation import scope
from tests import make
from tests.journeys import cast
from tests.journeys.cast import be, now

TEXT = "У какого подъезда яма?"


@pytest.fixture
def appeal(town):
    return town.appeal(house_id=town.house.pk, text="Яма на дороге у дома")


def opened(person, product, town, user, appeal, **options) -> Page:
    """The appeal's page of somebody who came in this morning."""
    page = person(width=1440, **options)
    be(page, product, user, town.tenant)
    page.goto(product.url("penza", f"/desk/appeals/{town.latin(appeal)}/"))
    return page


def ask(page: Page) -> None:
    """Write a question to the applicant without sending it."""
    page.locator("summary").filter(has_text="Запросить сведения").click()
    page.get_by_label("Вопрос заявителю").fill(TEXT)


def assign(page: Page) -> None:
    """Hand the appeal to Горводоканал."""
    page.locator("summary").filter(has_text="Назначить исполнителя").click()
    page.locator("#move-assign").get_by_label("Исполнитель").fill("Горв")
    page.get_by_role("option", name="Горводоканал").click()
    page.get_by_role("button", name="Назначить исполнителя").click()
    expect(page.get_by_text("передано исполнителю.")).to_be_visible()


def test_colleagues_see_each_other_and_a_stale_save_is_refused_with_the_text_kept(
    town, appeal, product, person
):
    with scope.in_tenant(town.tenant):
        oleg = cast.someone("dispatcher", name="Олег Зайцев")
    nina_page = opened(person, product, town, town.dispatcher, appeal)
    ask(nina_page)
    oleg_page = opened(person, product, town, oleg, appeal)
    said = oleg_page.locator("[data-presence]")
    expect(said).to_contain_text("Открыто: Нина Орлова")
    expect(said).to_contain_text("пишет")
    assign(oleg_page)

    nina_page.locator("details[open]").get_by_role("button", name="Запросить сведения").click()

    refused = nina_page.get_by_role("alert")
    expect(refused).to_contain_text("Не сохранено: обращение изменили, пока вы писали.")
    expect(refused).to_contain_text("Передано исполнителю: Горводоканал")
    expect(refused).to_contain_text("Олег Зайцев")
    expect(nina_page.get_by_label("Вопрос заявителю")).to_have_value(TEXT)
    expect(refused.get_by_role("link", name="Отказаться")).to_be_visible()
    assert town.again(appeal).status == "assigned"
    refused.get_by_role("button", name="Сохранить всё равно").click()
    expect(nina_page.get_by_text("запрошены сведения у заявителя.")).to_be_visible()
    assert town.again(appeal).status == "needs_information"


def test_the_two_sides_know_each_others_part_and_no_names(town, appeal, product, person):
    with scope.in_tenant(town.tenant):
        actions.assign(appeal.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
    opened(person, product, town, town.dispatcher, appeal)
    member_page = opened(person, product, town, town.member, appeal)

    said = member_page.locator("[data-presence]")
    expect(said).to_contain_text("Открыто у диспетчера")
    expect(said).not_to_contain_text("Орлова")


def test_without_javascript_the_refused_text_is_kept_and_can_be_given_up(
    town, appeal, product, person
):
    plain = opened(person, product, town, town.dispatcher, appeal, java_script_enabled=False)
    ask(plain)
    with scope.in_tenant(town.tenant):
        actions.assign(appeal.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
    plain.locator("details[open]").get_by_role("button", name="Запросить сведения").click()

    expect(plain.get_by_role("alert")).to_contain_text("обращение изменили, пока вы писали")
    expect(plain.get_by_label("Вопрос заявителю")).to_have_value(TEXT)
    plain.get_by_role("link", name="Отказаться").click()
    expect(plain.get_by_role("alert")).to_have_count(0)
    assert town.again(appeal).status == "assigned"
