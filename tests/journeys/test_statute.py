"""The second regime in a browser: a document looked at, an appeal under 59-ФЗ filed and answered."""

import re

from playwright.sync_api import Page, expect

from appeals.models import OfficialLetter
from tenants.accounts.models import User
from tenants.isolation import scope
from tests.journeys.cast import be, someone
from tests.journeys.test_accessibility import inspecting

MARIA = "Иванова Мария Петровна"


def test_a_resident_is_confirmed_files_and_reads_the_answer(town, product, person):
    with scope.in_tenant(town.tenant):
        maria = someone("resident", name="Мария")
        User.objects.filter(pk=maria.pk).update(identity_level=1)
    resident, desk = person(), person()
    be(resident, product, maria, town.tenant)
    be(desk, product, town.dispatcher, town.tenant)

    # The form says what is missing; the profile has the code.
    resident.goto(product.url("penza", "/new/"))
    told(resident)
    expect(resident.get_by_text("один раз показал документ")).to_be_visible()
    resident.goto(product.url("penza", "/accounts/profile/"))
    code = resident.locator("#identity .code").inner_text()

    desk.goto(product.url("penza", "/desk/"))
    desk.get_by_role("navigation", name="Разделы").get_by_text("59-ФЗ").click()
    desk.get_by_role("link", name="Подтвердить личность").click()
    desk.get_by_label("Код из учётной записи, почта или телефон").fill(code)
    desk.get_by_role("button", name="Найти", exact=True).click()
    desk.get_by_label("Фамилия, имя, отчество, как в документе").fill(MARIA)
    desk.get_by_label("Документ видел, лицо совпадает").check()
    desk.get_by_role("button", name=re.compile("^Подтвердить")).click()
    expect(desk.get_by_text(f"Личность подтверждена: {MARIA}")).to_be_visible()

    resident.goto(product.url("penza", "/new/"))
    told(resident)
    resident.get_by_label(re.compile("^Обращение по 59-ФЗ")).check()
    expect(resident.get_by_text(MARIA)).to_be_visible()
    # By the keyboard: what was typed is still being looked at, and the page may move under a finger.
    consent = resident.get_by_label(re.compile("^Согласен на обработку"))
    consent.press("Space")
    expect(consent).to_be_checked()
    resident.get_by_role("button", name="Отправить обращение").click()
    resident.get_by_role("link", name="Открыть обращение").click()
    expect(resident.get_by_text("Ещё не зарегистрировано")).to_be_visible()

    filed = town.newest()
    desk.goto(product.url("penza", f"/desk/appeals/{town.latin(filed)}/"))
    desk.get_by_role("button", name=re.compile("^Зарегистрировать по 59-ФЗ")).click()
    expect(desk.get_by_text("Закрыть можно после письменного ответа")).to_be_visible()
    desk.locator("summary").filter(has_text="Ответить письменно").click()
    form = desk.locator("#move-answer_in_writing")
    form.get_by_label("Ответ по существу").fill("Свет включат завтра.")
    form.get_by_label("Кто подписывает").fill("Ким О. Н.")
    form.get_by_role("button", name=re.compile("^Ответить письменно")).click()
    expect(desk.get_by_text("Письменный ответ дан.", exact=False).first).to_be_visible()

    resident.reload()
    resident.get_by_role("link", name="Ответ на обращение").click()
    expect(resident.get_by_text("Свет включат завтра.")).to_be_visible()
    expect(resident.get_by_text("Ким О. Н.")).to_be_visible()
    with scope.in_tenant(town.tenant):
        letter = OfficialLetter.objects.get()
        assert letter.appeal_id == filed.pk
    with inspecting(resident, product) as inspector:
        own = f"/track/{filed.tracking_code}/"
        inspector.visit(own, "own card under 59-ФЗ")
        inspector.visit(f"{own}letters/{letter.pk}/", "the answer")
        inspector.visit("/new/", then=under_the_law)
        inspector.visit("/accounts/profile/")


def told(page: Page) -> None:
    """The text and the place come first: what else is asked appears with them."""
    page.get_by_label("Опишите проблему").fill("Сломана скамейка во дворе. Когда починят?")
    page.get_by_label("Адрес", exact=True).fill("у сквера на углу")


def under_the_law(page: Page) -> None:
    """The fields of 59-ФЗ are shown."""
    told(page)
    page.get_by_label(re.compile("^Обращение по 59-ФЗ")).check()
