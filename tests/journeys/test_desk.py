"""The staff screens: a call taken by keys alone, two people at one appeal, doors that stay shut."""

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from tenants.isolation import scope
from tests import make
from tests.journeys import cast
from tests.journeys.cast import HOUSE, be, now
from tests.journeys.keyboard import Keyboard

TEXT = "Это дорога области, её чинит Упрдор, а не город"


def at_the_desk(person, product, town, user=None) -> Page:
    """Somebody of the staff who came in this morning."""
    page = person(width=1440)
    be(page, product, user or town.dispatcher, town.tenant)
    return page


def case(town, product, appeal) -> str:
    """The address of an appeal's own page."""
    return product.url("penza", f"/desk/appeals/{town.latin(appeal)}/")


def open_form(page: Page, title: str) -> None:
    """Unfold a move."""
    page.locator("summary").filter(has_text=title).click()


def assign(page: Page) -> None:
    """Hand the open appeal to Горводоканал."""
    open_form(page, "Назначить исполнителя")
    page.locator("#move-assign").get_by_label("Исполнитель").fill("Горв")
    page.get_by_role("option", name="Горводоканал").click()
    page.get_by_role("button", name="Назначить исполнителя").click()
    expect(page.get_by_text("передано исполнителю.")).to_be_visible()


@pytest.fixture
def filed(town):
    """An appeal at the dispatch desk."""
    return town.appeal(
        house_id=town.house.pk,
        text="Яма на дороге у дома",
        name="Мария",
        phone="+79123456789",
    )


@pytest.fixture
def assigned(town, filed):
    """The same, handed to Горводоканал."""
    with scope.in_tenant(town.tenant):
        actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
    return filed


def test_a_move_somebody_else_made_impossible_says_what_is_possible_now(
    town, filed, product, person
):
    first = at_the_desk(person, product, town)
    second = at_the_desk(person, product, town)
    first.goto(case(town, product, filed))
    open_form(first, "Отклонить")
    first.get_by_label("Что ещё сказать жителю").fill(TEXT)

    second.goto(case(town, product, filed))
    assign(second)
    first.locator("details[open]").get_by_role("button", name="Отклонить").click()

    said = first.get_by_role("alert")
    expect(said).to_contain_text("Не сохранено")
    expect(said).to_contain_text("Передано исполнителю")
    expect(said).to_contain_text("«Отклонить» сейчас невозможно")
    expect(said).to_contain_text("Сейчас можно: Назначить исполнителя, Запросить сведения")
    expect(first.get_by_label("Что вы написали")).to_have_value(TEXT)
    possible = first.get_by_role("group", name="Возможные действия")
    expect(possible).to_contain_text("Назначить исполнителя")
    expect(possible).to_contain_text("Запросить сведения")
    expect(possible).not_to_contain_text("Отклонить")
    assert town.again(filed).status == "assigned"


def test_a_stale_save_says_what_changed_and_keeps_the_form(town, filed, product, person):
    first = at_the_desk(person, product, town)
    second = at_the_desk(person, product, town)
    first.goto(case(town, product, filed))
    open_form(first, "Запросить сведения")
    first.get_by_label("Вопрос заявителю").fill("У какого подъезда яма?")

    second.goto(case(town, product, filed))
    assign(second)
    first.locator("details[open]").get_by_role("button", name="Запросить сведения").click()

    said = first.get_by_role("alert")
    expect(said).to_contain_text("обращение изменили, пока вы писали")
    expect(said).to_contain_text("Передано исполнителю")
    expect(first.get_by_label("Вопрос заявителю")).to_have_value("У какого подъезда яма?")
    assert town.again(filed).status == "assigned"
    first.locator("details[open]").get_by_role("button", name="Запросить сведения").click()
    expect(first.get_by_text("запрошены сведения у заявителя.")).to_be_visible()
    assert town.again(filed).status == "needs_information"


def test_two_callbacks_at_once_count_once(town, assigned, product, person):
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        actions.accept(assigned.pk, by=by, at=now())
        actions.resolve(assigned.pk, report="Яму засыпали", by=by, at=now())
    pages = [at_the_desk(person, product, town) for _ in range(2)]
    for page in pages:
        page.goto(product.url("penza", "/desk/callbacks/"))
        if page is pages[0]:
            page.get_by_role("button", name="Следующий звонок").click()
        page.locator("label").filter(has_text="Доволен").first.click()

    for page in pages:
        page.get_by_role("button", name="Сохранить и следующий").click()
        expect(page.get_by_role("alert").or_(page.get_by_text("звонил заявителю"))).to_be_visible()

    expect(pages[0].get_by_text("звонил заявителю")).to_be_visible()
    expect(pages[1].get_by_role("alert")).to_contain_text("Не сохранено")
    assert town.again(assigned).status == "archived"
    assert town.again(assigned).callback_count == 1


def test_another_organisation_finds_nothing_here(town, assigned, product, person):
    with scope.in_tenant(town.tenant):
        stranger = cast.worker(make.organisation("Горэлектросеть"), name="Иван")
    page = at_the_desk(person, product, town, stranger)

    page.goto(product.url("penza", "/desk/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(HOUSE)).to_have_count(0)
    answer = page.goto(case(town, product, assigned))

    assert answer.status == 404
    expect(page.get_by_text(HOUSE)).to_have_count(0)
    assert town.again(assigned).status == "assigned"


def test_looking_at_an_appeal_ahead_of_time_accepts_nothing(town, assigned, product, person):
    page = at_the_desk(person, product, town, town.member)
    page.goto(product.url("penza", "/desk/"))
    with page.expect_response(case(town, product, assigned)) as prefetched:
        page.evaluate(
            """(address) => {
                const link = document.createElement("link");
                Object.assign(link, { rel: "prefetch", href: address });
                document.head.append(link);
            }""",
            case(town, product, assigned),
        )
    assert prefetched.value.status == 200
    opening = f"{case(town, product, assigned)}open/"
    assert page.evaluate("async (address) => (await fetch(address)).status", opening) == 405
    assert town.again(assigned).status == "assigned"

    page.goto(case(town, product, assigned))
    expect(page.locator("#appeal-state")).to_contain_text("Ждёт принятия")
    page.get_by_role("button", name="Принять в работу").click()

    expect(page.locator("#appeal-state")).to_contain_text("Принято в работу")
    assert town.again(assigned).status == "accepted"


def test_the_queue_is_worked_by_keys_alone(town, assigned, product, person, measured):
    page = at_the_desk(person, product, town, town.member)
    page.goto(product.url("penza", "/desk/"))
    keys = Keyboard(page)

    keys.press("ArrowDown")
    assert keys.focused() == HOUSE
    keys.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("Принято в работу")
    keys.press("Alt+1")
    expect(page.get_by_label("Бригада", exact=True)).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Control+Enter")
    expect(page.get_by_text("направлена бригада.")).to_be_visible()
    keys.press("Alt+1")
    expect(page.get_by_label("Что сделано")).to_be_focused()
    keys.type("Яму засыпали")
    keys.press("Control+Enter")

    expect(page.get_by_text("работа выполнена.")).to_be_visible()
    done = town.again(assigned)
    assert (done.status, done.crew_id) == ("resolved", town.crew.pk)
    measured(f"очередь с клавиатуры, принять → бригада → сделано: {keys.pressed} нажатий")


def test_a_session_that_ended_leads_through_the_door_back_to_work(town, assigned, product, person):
    page = at_the_desk(person, product, town, town.member)
    page.goto(product.url("penza", "/desk/"))
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name=HOUSE).click()
    page.get_by_label("Почта или телефон").fill(town.member.email)
    page.get_by_label("Пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()

    expect(page.get_by_role("navigation", name="Разделы")).to_be_visible()
    expect(page.get_by_text(HOUSE).first).to_be_visible()
