"""Being told, and choosing how: a letter's way out, the section of the account, a note on the screen."""

import json
import re

from playwright.sync_api import Page, expect

from tenants.isolation import scope
from tests.journeys.cast import be, someone
from tests.journeys.test_accessibility import inspecting
from tests.journeys.test_account import letter_to
from tests.product import Product

STOP = re.compile(r"Не присылать такие письма: http://[^/]+(/notifications/stop/\S+)")


def test_a_letter_is_stopped_by_its_own_link(town, product, person):
    appeal = town.appeal(email="vera@example.org", name="Вера")
    letter = letter_to("vera@example.org", "penza")
    assert "/track/" in letter
    page = person(width=360)
    with inspecting(page, product) as inspector:
        inspector.visit(STOP.search(letter)[1], "stop")
        page.get_by_role("button", name="Не сообщать: «Обращение принято»").click()
        expect(page.get_by_role("heading", name="Больше не присылаем")).to_be_visible()
        inspector.look("stopped")
    page.get_by_role("button", name="Присылать снова").click()
    expect(page.get_by_role("heading", name="Сообщения снова приходят")).to_be_visible()

    office = person()
    with scope.in_tenant(town.tenant):
        administrator = someone("administrator", name="Ольга Лаптева")
        number = appeal.number
    be(office, product, administrator, town.tenant)
    with inspecting(office, product) as inspector:
        inspector.visit("/desk/messages/", "the log")
        row = office.get_by_role("row").filter(has_text=number)
        expect(row).to_contain_text("v•••@example.org")
        expect(row).to_contain_text("отправлено")
        row.get_by_role("link").click()
        expect(office.get_by_role("complementary", name="Сообщение")).to_contain_text(
            "Здравствуйте"
        )
        inspector.look("a message of the log")
        inspector.visit("/desk/mail/", "the catcher")
        expect(office.get_by_text("vera@example.org").first).to_be_visible()


def test_a_resident_chooses_and_is_shown_a_note(town, product, person):
    with scope.in_tenant(town.tenant):
        resident = someone("resident", name="Мария")
    page = person(width=360)
    be(page, product, resident, town.tenant)
    page.goto(product.url("penza", "/accounts/profile/"))
    page.get_by_role("link", name="Уведомления").click()
    box = page.get_by_role("checkbox", name="Ход работы по обращению: Письмо")
    expect(box).to_be_checked()
    box.uncheck()
    page.get_by_label("Не беспокоить с").select_option("21:00")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("alert")).to_contain_text("Назовите оба часа")
    page.get_by_label("до", exact=True).select_option("9:00")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено.")).to_be_visible()
    expect(box).not_to_be_checked()
    page.get_by_role("button", name="Подключить Телеграм").click()
    expect(page.get_by_role("link", name="Открыть бота")).to_have_attribute(
        "href", re.compile(r"https://t\.me/PenzaBot\?start=[\w-]{32}")
    )
    with inspecting(page, product) as inspector:
        inspector.visit("/accounts/notifications/", "choices")
    expect(page.get_by_role("button", name="Включить на этом устройстве")).to_be_visible()

    assert _pushed(
        page, product, {"title": "Выполнено", "text": "Проверьте", "tag": "appeal:1"}
    ) == [["Выполнено", "Проверьте", "appeal:1"]]


def _pushed(page: Page, product: Product, note: dict[str, str]) -> list[list[str]]:
    """What the browser shows when its maker's service delivers this note to our worker."""
    origin = product.url("penza", "")
    page.context.grant_permissions(["notifications"], origin=origin)
    page.evaluate(
        "navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)"
    )
    tools = page.context.new_cdp_session(page)
    known: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(each["registrationId"] for each in told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller !== undefined")
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": known[0], "data": json.dumps(note)},
    )
    shown: list[list[str]] = page.evaluate(
        "async () => { for (;;) {"
        "const worker = await navigator.serviceWorker.ready;"
        "const notes = await worker.getNotifications();"
        "if (notes.length) return notes.map((each) => [each.title, each.body, each.tag]);"
        "await new Promise((again) => setTimeout(again, 100)); } }"
    )
    return shown
