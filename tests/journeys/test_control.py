"""Control: a bounce reaches the arbiter, postponed work comes back, a bad word gets a controller."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.actions import returns
from appeals.insight import verification
from appeals.models import Appeal
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, come_in, now, someone, worker


@pytest.fixture
def filed(town):
    """An appeal at the dispatch desk."""
    return town.appeal(
        house_id=town.house.pk, text="Темно в подъезде", name="Мария", phone="+79123456789"
    )


@pytest.fixture
def controller(town):
    """The senior of the shift."""
    with scope.in_tenant(town.tenant):
        return someone("controller", name="Ольга Ершова")


def test_the_second_bounce_goes_to_the_arbiter(town, filed, controller, product, person):
    with scope.in_tenant(town.tenant):
        network = make.organisation("Горэлектросеть")
        electrician = worker(network, name="Иван Токарев")
    number = town.latin(filed)
    desk, water, light, senior = person(), person(), person(), person()
    for page, user in ((desk, town.dispatcher), (water, town.member), (light, electrician)):
        be(page, product, user, town.tenant)
    card = product.url("penza", f"/desk/appeals/{number}/")

    assign(desk, card, "Горводоканал")
    give_back(water, card, "Это сети Горэлектросети")
    assign(desk, card, "Горэлектросеть")
    give_back(light, card, "Это внутридомовое")

    desk.goto(card)
    expect(desk.get_by_text("Решает арбитр города.")).to_be_visible()
    expect(desk.locator("summary").filter(has_text="Назначить исполнителя")).to_have_count(0)

    come_in(senior, product, controller)
    senior.get_by_role("navigation", name="Разделы").get_by_text("Контроль").click()
    bounced = senior.get_by_role("region", name="Решает арбитр")
    expect(bounced).to_contain_text("возвратов 2")
    bounced.get_by_role("link").first.click()
    expect(senior.get_by_text("Решаете вы как арбитр.")).to_be_visible()
    assign(senior, card, "Горводоканал")

    water.goto(card)
    expect(water.locator("summary").filter(has_text="Вернуть диспетчеру")).to_have_count(0)
    assert town.again(filed).status == "assigned"
    assert flaws(town) == []


def test_postponed_work_comes_back_by_itself(town, filed, controller, product, person):
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
        actions.accept(filed.pk, by=by, at=now())
    number, resident = town.latin(filed), person()
    office, senior = person(), person()
    be(office, product, town.member, town.tenant)
    be(senior, product, controller, town.tenant)
    card = product.url("penza", f"/desk/appeals/{number}/")
    day = (now() + timedelta(days=5)).date().isoformat()

    office.goto(card)
    form = opened(office, "Попросить перенос срока")
    form.get_by_label("До какого числа").fill(day)
    form.get_by_label("Причина").fill("Ждём лампы")
    form.get_by_role("button", name="Попросить перенос срока").click()
    expect(office.get_by_text("просят перенести срок.")).to_be_visible()

    senior.goto(product.url("penza", "/desk/control/"))
    asked = senior.get_by_role("region", name="Просят перенести срок")
    expect(asked).to_contain_text("Ждём лампы")
    asked.get_by_role("link").first.click()
    form = opened(senior, "Отложить")
    expect(form.get_by_label("До какого числа")).to_have_value(day)
    form.get_by_label("Слово тому, кто просил").fill("Согласовано")
    form.get_by_role("button", name="Отложить").click()
    assert town.again(filed).status == "postponed"
    resident.goto(product.url("penza", f"/track/{filed.tracking_code}/"))
    expect(resident.locator("#state")).to_contain_text("Работа продолжится")

    with scope.in_tenant(town.tenant):
        due = Appeal.objects.get(pk=filed.pk).resolve_by
        assert returns.resume_due(at=now() + timedelta(days=6)) == 1

    back = town.again(filed)
    assert (back.status, back.postponed_until, back.resolve_by) == ("accepted", None, due)
    expect(resident.locator("#state b")).to_have_text("Принято в работу")
    expect(resident.locator("#timeline")).to_contain_text("Работа продолжена")
    assert flaws(town) == []


def test_a_callback_not_satisfied_reopens_with_a_named_controller(
    town, filed, controller, product, person
):
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
        actions.accept(filed.pk, by=by, at=now())
        actions.resolve(filed.pk, report="Лампы заменили", by=by, at=now())
    page, other, senior = person(), person(), person()
    be(page, product, town.dispatcher, town.tenant)
    with scope.in_tenant(town.tenant):
        colleague = someone("dispatcher", name="Анна Юрьева")
    be(other, product, colleague, town.tenant)

    page.goto(product.url("penza", "/desk/callbacks/"))
    page.keyboard.press("F8")
    expect(page.get_by_text("Прочтите вслух")).to_be_visible()
    other.goto(product.url("penza", f"/desk/callbacks/?appeal={town.latin(filed)}"))
    expect(other.get_by_text("Сейчас звонит Нина Орлова.")).to_be_visible()

    page.keyboard.press("2")
    expect(page.get_by_text("Контролёр — Ольга Ершова")).to_be_visible()
    page.keyboard.press("Alt+2")
    page.get_by_label("Слова заявителя").fill("Две лампы снова не горят")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("диспетчер звонил заявителю.")).to_be_visible()

    back = town.again(filed)
    assert (back.status, back.control_level, back.reopened_count) == ("reopened", 1, 1)
    assert back.controller_name == "Ольга Ершова"
    come_in(senior, product, controller)
    senior.goto(product.url("penza", "/desk/control/"))
    expect(senior.get_by_role("region", name="Вы контролёр").get_by_role("link")).to_have_count(1)
    words = senior.get_by_role("region", name="Недовольные отзывы")
    expect(words).to_contain_text("Две лампы снова не горят")
    words.get_by_role("button", name=re.compile("Просмотрено")).click()
    expect(senior.get_by_text("отзыв просмотрен.")).to_be_visible()
    expect(words).to_contain_text("Непросмотренных нет.")
    assert flaws(town) == []


def assign(page: Page, card: str, to: str) -> None:
    """Somebody who may hands the appeal on."""
    page.goto(card)
    form = opened(page, "Назначить исполнителя")
    form.get_by_label("Исполнитель", exact=True).fill(to[:6])
    form.get_by_role("option", name=to).click()
    form.get_by_role("button", name="Назначить исполнителя").click()
    expect(page.get_by_text("передано исполнителю.")).to_be_visible()


def give_back(page: Page, card: str, why: str) -> None:
    """The organisation says that it is not theirs."""
    page.goto(card)
    form = opened(page, "Вернуть диспетчеру")
    form.get_by_label("Почему возвращаете").fill(why)
    form.get_by_role("button", name="Вернуть диспетчеру").click()
    expect(page.get_by_text("возвращено диспетчеру")).to_be_visible()


def opened(page: Page, title: str):
    """A move's form, open."""
    page.locator("summary").filter(has_text=title).first.click()
    return page.locator("details.move[open]")


def flaws(town) -> list:
    """What the journal's own proof finds wrong."""
    with scope.in_tenant(town.tenant):
        return verification.flaws()
