"""A foreman in a basement: everything done without a connection arrives, in order, once."""

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.models import Attachment, Category, CrewAction, Event
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, now, worker

TASKS = "/desk/tasks/"
PATIENCE_MS, PAUSE_MS = 20_000, 100


@pytest.fixture
def foreman(town):
    """The crew's man."""
    with scope.in_tenant(town.tenant):
        return worker(town.organisation, name="Олег Бригадир", crew=town.crew)


@pytest.fixture
def task(town, foreman):
    """An appeal that the crew was sent to; its theme asks for photos."""
    appeal = town.appeal(house_id=town.house.pk, text="Вода в подвале", phone="+79123456789")
    with scope.in_tenant(town.tenant):
        Category.objects.filter(pk=appeal.category_id).update(needs_photos=True)
        member = actor_of(town.member)
        actions.assign(appeal.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
        actions.accept(appeal.pk, by=member, at=now())
        actions.dispatch_crew(appeal.pk, crew=town.crew, by=member, at=now())
    yield appeal
    with scope.in_tenant(town.tenant):
        Category.objects.filter(pk=appeal.category_id).update(needs_photos=False)


@pytest.fixture
def phone(person, product, town, foreman, task) -> Page:
    """The crew's phone with the app on it."""
    page = person(width=360, height=740)
    be(page, product, foreman, town.tenant)
    page.goto(product.url("penza", TASKS))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "caches.match('/desk/tasks/').then(Boolean)")
    return page


def until(page: Page, told: str) -> None:
    """Ask the page until it is so: Playwright's own way of waiting needs `eval`, which we forbid."""
    for _ in range(PATIENCE_MS // PAUSE_MS):
        if page.evaluate(told):
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(told)


def kinds(town, task) -> list[str]:
    with scope.in_tenant(town.tenant):
        return list(Event.objects.filter(appeal=task).values_list("kind", flat=True))[4:]


def shoot(page: Page, kind: str) -> None:
    """Take a photo as large as a phone's."""
    picture = {
        "name": "p.jpg",
        "mimeType": "image/jpeg",
        "buffer": make.picture((3000, 2000)).read(),
    }
    before = page.locator("figure").count()
    page.locator(f"[data-shot-form={kind}] input[type=file]").set_input_files(picture)
    expect(page.locator("figure")).to_have_count(before + 1)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).filter(visible=True).first.click()


def finish(page: Page, words: str) -> None:
    """«Сделано», in these words."""
    page.locator("summary").filter(has_text="Сделано").first.click()
    page.get_by_label("Что сделано").fill(words)
    press(page, "Отправить")


def all_sent(page: Page) -> None:
    until(page, "CrewStore.all().then((queue) => !queue.length)")
    expect(page.locator("#waiting")).to_be_hidden()


def test_a_day_in_a_basement_arrives_in_order_and_once(town, product, phone, task, foreman):
    context = phone.context
    context.set_offline(True)
    press(phone, "Выехали")
    expect(phone.get_by_role("status").first).to_contain_text("Нет связи: 1 действие ждёт отправки")
    press(phone, "На месте")
    shoot(phone, "before")
    done = phone.locator("summary").filter(has_text="Сделано")
    expect(done).to_have_attribute("aria-disabled", "true")
    done.click()
    expect(phone.get_by_label("Что сделано")).to_be_hidden()
    expect(phone.get_by_role("alert")).to_contain_text("Чтобы закончить, нужен снимок «после».")
    phone.close()

    again = context.new_page()
    again.goto(product.url("penza", TASKS))
    expect(again.locator(".offline")).to_contain_text("Нет связи: 3 действия ждут отправки")
    expect(again.get_by_text("ждёт отправки").first).to_be_visible()
    shoot(again, "after")
    finish(again, "Заменили вентиль, сухо")
    expect(again.locator(".offline")).to_contain_text("Нет связи: 5 действий ждут отправки")
    assert kinds(town, task) == []
    context.set_offline(False)
    all_sent(again)

    assert kinds(town, task) == ["set_out", "arrive", "photo", "photo", "resolve"]
    assert town.again(task).status == "resolved"
    with scope.in_tenant(town.tenant):
        assert [(s.kind, s.width) for s in Attachment.objects.all()] == [
            ("before", 1600),
            ("after", 1600),
        ]
        assert CrewAction.objects.count() == 5
    expect(again.get_by_text("ждём заявителя")).to_be_visible()


def test_an_answer_lost_on_the_way_does_nothing_twice(town, phone, task):
    phone.evaluate("""() => {
        const really = window.fetch;
        window.lost = 0;
        // The worker would send it too, and as well: here the page must.
        navigator.serviceWorker.getRegistration = async () => undefined;
        window.fetch = async (address, options) => {
            const answer = await really(address, options);
            if (!String(address).includes("/deeds/") || window.lost) return answer;
            window.lost = 1;
            throw new TypeError("the answer is lost");
        };
    }""")
    press(phone, "Выехали")
    until(phone, "window.lost")
    all_sent(phone)

    assert kinds(town, task) == ["set_out"]


def away(town, phone, task) -> None:
    """The task is done without a connection, and meanwhile given to another crew."""
    phone.context.set_offline(True)
    press(phone, "Выехали")
    press(phone, "На месте")
    with scope.in_tenant(town.tenant):
        others = town.organisation.crews.create(name="Бригада 7")
        actions.dispatch_crew(task.pk, crew=others, by=actor_of(town.member), at=now())
    phone.context.set_offline(False)
    clash = phone.get_by_role("alert").filter(has_text="Нужно ваше решение")
    expect(clash).to_contain_text("Эта задача больше не у вашей бригады.")
    expect(clash).to_contain_text("Направлена бригада: Бригада 7")
    expect(clash).to_contain_text("Выехали")
    expect(clash).to_contain_text("На месте")


def test_a_task_given_away_meanwhile_becomes_a_report(town, phone, task):
    away(town, phone, task)

    press(phone, "Отправить как отчёт")
    all_sent(phone)

    assert kinds(town, task) == ["dispatch_crew", "crew_report", "crew_report"]
    expect(phone.get_by_text("Задач нет")).to_be_visible()


def test_or_is_dropped_after_a_second_press(town, phone, task):
    away(town, phone, task)

    press(phone, "Отказаться")
    press(phone, "Удалить мои записи об этой задаче")
    all_sent(phone)

    assert kinds(town, task) == ["dispatch_crew"]


def test_a_session_that_ended_asks_to_sign_in_and_loses_nothing(
    town, product, phone, task, foreman
):
    phone.context.set_offline(True)
    press(phone, "Выехали")
    cookies = [each for each in phone.context.cookies() if each["name"] != "session"]
    phone.context.clear_cookies()
    phone.context.add_cookies(cookies)
    phone.context.set_offline(False)
    expect(phone.locator(".offline")).to_contain_text("Вход закончился: 1 действие ждёт отправки")
    phone.get_by_role("link", name="Войти").click()
    phone.get_by_label("Почта или телефон").fill(foreman.email)
    phone.get_by_label("Пароль").fill(make.PASSWORD)
    phone.get_by_role("button", name="Войти", exact=True).click()
    expect(phone).to_have_url(product.url("penza", TASKS))
    all_sent(phone)

    assert kinds(town, task) == ["set_out"]


def test_nothing_of_the_day_is_left_after_signing_out(product, phone):
    press(phone, "Выйти")
    expect(phone).not_to_have_url(product.url("penza", TASKS))
    assert not phone.evaluate("caches.match('/desk/tasks/').then(Boolean)")


def test_another_person_on_the_same_phone_sends_nothing_of_the_first(
    town, product, phone, task, foreman
):
    with scope.in_tenant(town.tenant):
        mate = worker(town.organisation, name="Семён Сменщик", crew=town.crew)
    context = phone.context
    context.set_offline(True)
    press(phone, "Выехали")
    expect(phone.locator(".offline")).to_contain_text("1 действие")
    phone.close()
    mates = context.new_page()
    be(mates, product, mate, town.tenant)
    context.set_offline(False)
    mates.goto(product.url("penza", TASKS))

    expect(mates.get_by_text("Семён Сменщик")).to_be_visible()
    expect(mates.locator(".offline")).to_contain_text("Олег Бригадир: 1 действие ждёт отправки")
    assert kinds(town, task) == []
