"""The organisation's queue in a browser: many at once by keys, ready words, a contractor's phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.models import Appeal, ReplyTemplate
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import HOUSE, be, now

PHOTO = {"name": "после.png", "mimeType": "image/png"}


def at_the_queue(person, product, town, *, width: int = 1440) -> Page:
    """Горводоканал's dispatcher before the queue."""
    page = person(width=width)
    be(page, product, town.member, town.tenant)
    page.goto(product.url("penza", "/desk/queue/?view=accept"))
    return page


@pytest.fixture
def waiting(town):
    """Three appeals that wait for Горводоканал."""
    filed = [
        town.appeal(house_id=town.house.pk, category="cold_water_weak", text=f"Слабый напор, {n}")
        for n in range(3)
    ]
    with scope.in_tenant(town.tenant):
        for appeal in filed:
            actions.assign(appeal.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
    return filed


@pytest.fixture
def accepted(town, waiting):
    """The first of them, in work."""
    with scope.in_tenant(town.tenant):
        return actions.accept(waiting[0].pk, by=actor_of(town.member), at=now())


def statuses(town, appeals) -> list[str]:
    return [town.again(appeal).status for appeal in appeals]


def test_three_are_chosen_by_keys_looked_at_and_accepted_in_one_go(town, waiting, product, person):
    page = at_the_queue(person, product, town)
    expect(page.get_by_role("form", name="Что сделать с выбранными")).to_be_hidden()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_text("Выбрано 3")).to_be_visible()
    with scope.in_tenant(town.tenant):  # a colleague is quicker with one of them
        actions.accept(waiting[1].pk, by=actor_of(town.member), at=now())
    page.keyboard.press("Alt+KeyA")

    expect(page.get_by_role("heading", name="Принять: 2 из 3")).to_be_visible()
    expect(page.get_by_text("Станет «Принято в работу».")).to_have_count(2)
    assert statuses(town, waiting) == ["assigned", "accepted", "assigned"]
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="Принять: сделано 2")).to_be_visible()
    assert statuses(town, waiting) == ["accepted"] * 3
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/desk/queue/\?view=accept$"))


def test_ready_words_come_by_a_key_and_an_open_place_is_never_sent(town, accepted, product, person):
    with scope.in_tenant(town.tenant):
        ReplyTemplate.objects.create(
            organisation=town.organisation,
            title="Сделано",
            text="По адресу {адрес} напор восстановлен, {причина}.",
            move="resolve",
        )
    page = at_the_queue(person, product, town)
    page.goto(product.url("penza", f"/desk/appeals/{town.latin(accepted)}/"))
    page.locator("summary").filter(has_text="Выполнено").click()
    words = page.get_by_label("Что сделано, это увидит житель")

    page.keyboard.press("F8")
    ready = page.locator("#move-resolve").get_by_label("Шаблон")
    expect(ready).to_be_focused()
    ready.select_option(label="Сделано (впишите {причина})")
    expect(words).to_have_value(f"По адресу {HOUSE} напор восстановлен, {{причина}}.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("alert").filter(has_text="Не заполнено: {причина}")).to_be_visible()
    assert town.again(accepted).status == "accepted"
    page.keyboard.type("засор фильтра")  # the open place is selected
    expect(words).to_have_value(f"По адресу {HOUSE} напор восстановлен, засор фильтра.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("работа выполнена.")).to_be_visible()
    assert town.again(accepted).status == "resolved"


def test_a_contractor_without_an_account_reports_from_an_old_phone(town, accepted, product, person):
    page = at_the_queue(person, product, town)
    card = product.url("penza", f"/desk/appeals/{town.latin(accepted)}/")
    page.goto(card)
    page.get_by_text("Дать ссылку на 14 дней").click()
    page.get_by_label("Кому").fill("ООО «Ремсеть»")
    page.get_by_role("button", name="Получить ссылку").click()
    address = page.get_by_label("Скопируйте сейчас").input_value()

    phone = person(width=360, java_script_enabled=False)
    phone.goto(address)
    expect(phone.get_by_role("heading", name=HOUSE)).to_be_visible()
    phone.get_by_label("Что сделано").fill("Прочистили фильтр")
    phone.get_by_role("button", name="Отправить отчёт").click()
    expect(phone.get_by_text("Приложите снимок после работы.").first).to_be_visible()
    expect(phone.get_by_label("Что сделано")).to_have_value("Прочистили фильтр")
    picture = make.picture(form="PNG").read()
    phone.get_by_label("Снимки после работы").set_input_files({**PHOTO, "buffer": picture})
    phone.get_by_role("button", name="Отправить отчёт").click()
    expect(phone.get_by_text("Отчёт отправлен")).to_be_visible()
    assert town.again(accepted).status == "accepted"

    page.goto(card)
    expect(page.get_by_text("ООО «Ремсеть»: отчёт ждёт вашей проверки.")).to_be_visible()
    page.locator("#lent-cause").select_option(label="Износ трубопровода")
    page.get_by_role("button", name="Принять: выполнено").click()
    expect(page.get_by_text("Отчёт принят, обращение выполнено.")).to_be_visible()
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Ссылка не действует")).to_be_visible()
    with scope.in_tenant(town.tenant):
        done = Appeal.objects.get(pk=accepted.pk)
        assert (done.status, done.attachments.get().is_public) == ("resolved", True)
