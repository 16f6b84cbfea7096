"""A resident in a lift: the portal opens, the form keeps what is typed, and it is filed once."""

import pytest
from playwright.sync_api import Page, expect

from appeals.models import Attachment
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import HOUSE, be

TEXT = "Сломана скамейка, доска отвалилась"
SEND = "Отправить обращение"
PATIENCE_MS, PAUSE_MS = 20_000, 100


@pytest.fixture
def phone(person, product, town) -> Page:
    """A phone that has been on the portal before: the worker stands behind it."""
    page = person(width=360, height=740)
    page.goto(product.url("penza", "/new/"))
    until(page, "caches.match('/offline/form/').then(Boolean)")
    return page


def until(page: Page, told: str) -> None:
    """Ask the page until it is so: Playwright's own way of waiting needs `eval`, which we forbid."""
    for _ in range(PATIENCE_MS // PAUSE_MS):
        if page.evaluate(told):
            return
        page.wait_for_timeout(PAUSE_MS)
    raise AssertionError(told)


def write(page: Page, text: str = TEXT) -> None:
    page.get_by_label("Опишите проблему").fill(text)
    page.get_by_label("Адрес", exact=True).fill(HOUSE)
    picture = {"name": "лифт.jpg", "mimeType": "image/jpeg", "buffer": make.picture().getvalue()}
    page.get_by_label("Приложите снимки").set_input_files(picture)
    expect(page.get_by_text("Черновик сохранён на этом устройстве")).to_be_visible()


def news(page: Page, words: str):
    note = page.locator("[data-draft-news] [role=status]").filter(has_text=words)
    expect(note).to_be_visible(timeout=PATIENCE_MS)
    return note


def photos(town) -> int:
    with scope.in_tenant(town.tenant):
        return Attachment.objects.count()


def nothing_left(page: Page) -> None:
    shelves = "[DraftStore.drafts(), DraftStore.queue()]"
    empty = f"Promise.all({shelves}).then((all) => !all.flat().length)"
    until(page, f"'DraftStore' in self && {empty}")


def test_written_without_a_connection_it_is_filed_once_when_there_is_one(town, product, phone):
    context = phone.context
    context.set_offline(True)
    phone.goto(product.url("penza", "/"))
    expect(phone.get_by_role("heading", name="Нет связи")).to_be_visible()
    phone.get_by_role("main").get_by_role("link", name="Сообщить о проблеме").click()
    write(phone)
    phone.get_by_role("button", name=SEND).click()
    news(phone, "отправим, когда появится связь")
    phone.close()

    again = context.new_page()
    again.goto(product.url("penza", "/new/"))
    news(again, "отправим, когда появится связь")
    expect(again.locator("[data-draft-news]")).to_contain_text(TEXT)
    assert town.count() == 0
    context.set_offline(False)
    note = news(again, "Обращение отправлено")

    assert town.count() == photos(town) == 1
    filed = town.newest()
    assert (filed.text, filed.house_id) == (TEXT, town.house.pk)
    expect(note).to_contain_text("ПНЗ-")
    note.get_by_role("link", name="Открыть обращение").click()
    expect(again.locator("#state")).to_contain_text("Зарегистрировано")
    news(again, "Обращение отправлено").get_by_role("button", name="Закрыть").click()
    nothing_left(again)


def test_what_is_typed_comes_back_with_its_photos_and_goes_away_on_request(town, product, phone):
    write(phone)
    until(phone, "'DraftStore' in self && DraftStore.drafts().then((all) => all.length)")
    phone.goto(product.url("penza", "/"))
    phone.goto(product.url("penza", "/new/"))

    expect(phone.get_by_text("Мы вернули то, что вы писали")).to_be_visible()
    expect(phone.get_by_label("Опишите проблему")).to_have_value(TEXT)
    expect(phone.get_by_label("Адрес", exact=True)).to_have_value(HOUSE)
    expect(phone.get_by_role("button", name="Убрать снимок")).to_have_count(1)
    phone.get_by_role("button", name="Удалить черновик").click()
    phone.get_by_role("button", name="Да, удалить с этого устройства").click()

    expect(phone.get_by_text("Мы вернули то, что вы писали")).to_have_count(0)
    expect(phone.get_by_label("Опишите проблему")).to_have_value("")
    nothing_left(phone)


def test_signing_out_leaves_no_draft_on_a_shared_computer(town, product, phone):
    with scope.in_tenant(town.tenant):
        maria = make.user("resident", name="Мария")
    be(phone, product, maria, town.tenant)
    write(phone)
    phone.goto(product.url("penza", "/accounts/profile/"))
    phone.get_by_role("button", name="Выйти").click()
    expect(phone).not_to_have_url(product.url("penza", "/accounts/profile/"))
    phone.goto(product.url("penza", "/new/"))

    expect(phone.get_by_label("Опишите проблему")).to_have_value("")
    expect(phone.get_by_text("Мы вернули то, что вы писали")).to_have_count(0)


def test_sent_with_a_connection_nothing_stays_on_the_device(town, phone):
    write(phone)
    phone.get_by_role("button", name=SEND).click()

    expect(phone.get_by_role("heading", name="Обращение принято")).to_be_visible()
    nothing_left(phone)
    assert town.count() == photos(town) == 1


def test_what_the_server_refuses_comes_back_to_the_form_with_everything_typed(town, product, phone):
    phone.context.set_offline(True)
    write(phone)
    phone.get_by_label("Телефон (").fill("123")
    phone.get_by_role("button", name=SEND).click()
    news(phone, "отправим, когда появится связь")
    phone.context.set_offline(False)
    note = news(phone, "Обращение пока не отправлено")
    expect(note).to_contain_text("Не хватает 7 цифр")

    note.get_by_role("button", name="Проверить и отправить").click()

    expect(phone.locator(".field-error").filter(has_text="Не хватает 7 цифр")).to_be_visible()
    expect(phone.get_by_label("Опишите проблему")).to_have_value(TEXT)
    phone.get_by_label("Телефон (").fill("")
    phone.get_by_role("button", name=SEND).click()
    expect(phone.get_by_role("heading", name="Обращение принято")).to_be_visible()
    assert town.count() == photos(town) == 1
    nothing_left(phone)


def test_an_answer_lost_on_the_way_files_nothing_twice(town, phone):
    phone.context.set_offline(True)
    write(phone)
    phone.evaluate("""() => {
        const really = window.fetch;
        window.lost = 0;
        // The worker would send it too, and as well: here the page must.
        navigator.serviceWorker.getRegistration = async () => undefined;
        window.fetch = async (address, options) => {
            const answer = await really(address, options);
            if (options?.method !== "POST" || window.lost) return answer;
            window.lost = 1;
            throw new TypeError("the answer is lost");
        };
    }""")
    phone.get_by_role("button", name=SEND).click()
    news(phone, "отправим, когда появится связь")
    phone.context.set_offline(False)
    until(phone, "window.lost")
    news(phone, "Обращение отправлено")  # asked again by itself a few seconds later

    assert town.count() == 1
