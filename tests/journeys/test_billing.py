"""A city pays, by contract and by card; while it does not, emergencies are taken all the same."""

import re
import time
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from appeals.models import Appeal
from billing import standing
from billing.models import Invoice, Subscription
from infra.fake_stripe.resources import payments
from paying import letters
from tenants import directory
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests.billing.conftest import office
from tests.books import make as money
from tests.fakes import pages, squares
from tests.fakes.statements import document, statement
from tests.journeys import cast
from tests.journeys.filing import accepted, begin, describe, send
from tests.paying.test_page import ASKED
from tests.product import Product

OPEN_WITHIN_MS = 15_000  # a second or two is usual; a loaded machine must not fail a journey
READS = "Только чтение."
DOWNLOAD = "async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())]"


def test_from_a_request_to_a_balance_of_nothing(ledger, committed, product, person):
    last_month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    city, console = person(), person()
    _administrator(city, product, committed)
    _operator(console, product, committed)

    city.goto(product.url("penza", "/desk/billing/"))
    city.get_by_role("link", name="Платить по договору").click()
    _ask(city, last_month)
    expect(city.get_by_text("Заявка на договор у нас.")).to_be_visible()

    console.goto(product.url("console", "/money/"))
    console.get_by_role("link", name="Внести подписанный договор").click()
    _sign(console, last_month)
    console.get_by_role("link", name="Обзор").click()
    console.get_by_role("button", name="Выставить счета и акты сейчас").click()
    expect(console.get_by_text("Счетов 1, актов 1.")).to_be_visible()
    invoice = office(Invoice.objects.get)

    city.goto(product.url("penza", "/desk/billing/"))
    link = city.get_by_role("link", name=f"№ {invoice.number}", exact=True)
    address = product.url("penza", str(link.get_attribute("href")))
    pdf = bytes(city.evaluate(DOWNLOAD, address))
    said = squares.seen(pages.picture(pdf), (0.77, 0.0, 1.0, 0.17))
    assert f"|Sum=4620000|Purpose=Оплата по счёту № {invoice.number} от " in said

    text = statement(document(НазначениеПлатежа=said.rpartition("Purpose=")[2]))
    console.get_by_role("link", name="Банк").click()
    console.get_by_label("Файл выписки").set_input_files(
        {"name": "kl_to_1c.txt", "mimeType": "text/plain", "buffer": text.encode("cp1251")}
    )
    console.get_by_role("button", name="Загрузить выписку").click()
    expect(console.get_by_text("учтено 1")).to_be_visible()

    city.reload()
    expect(city.get_by_text("оплачено", exact=True)).to_be_visible()
    expect(city.get_by_role("link", name=re.compile("Акт № "))).to_be_visible()
    console.goto(product.url("console", "/money/cities/penza/"))
    expect(console.get_by_text("Никто никому не должен.")).to_be_visible()


def test_a_late_city_takes_emergencies_and_opens_with_the_payment(
    ledger, town, committed, product, rail, person, measured
):
    administrator, dispatcher, resident = person(), person(), person()
    _trial_ended(committed, days_ago=20)
    _administrator(administrator, product, committed)
    cast.be(dispatcher, product, town.dispatcher, committed.penza)
    assert "только читает" in _letter(committed).subject
    ordinary = town.appeal(category="street_light", text="Во дворе не горит фонарь")

    administrator.goto(product.url("penza", "/desk/billing/"))
    expect(administrator.get_by_text(READS)).to_be_visible()
    administrator.get_by_role("button", name="Платить картой").click()
    administrator.get_by_role("button", name="Заплатить картой, которую банк отклонит").click()
    expect(administrator.get_by_text("Банк отклонил платёж.")).to_be_visible()

    begin(resident, product)
    describe(resident)
    send(resident)
    accepted(resident)
    _assign(dispatcher, product, town, town.newest())
    expect(dispatcher.get_by_text("передано исполнителю.")).to_be_visible()
    expect(dispatcher.get_by_text(READS)).to_be_visible()
    _assign(dispatcher, product, town, ordinary)
    expect(dispatcher.get_by_text("изменить можно лишь аварийные обращения")).to_be_visible()

    administrator.get_by_label("Номер карты").fill(payments.GOOD)
    administrator.get_by_role("button", name="Оплатить", exact=True).click()
    started = time.monotonic()
    expect(administrator).to_have_url(re.compile("/desk/billing/"))
    _until_open(administrator)
    measured(f"from the card's payment to an open city: {time.monotonic() - started:.2f} s")
    expect(administrator.get_by_text("картой").first).to_be_visible()
    _assign(dispatcher, product, town, ordinary)
    expect(dispatcher.get_by_text("передано исполнителю.")).to_be_visible()
    expect(dispatcher.get_by_text(READS)).to_have_count(0)


def _trial_ended(committed, *, days_ago: int) -> None:
    ended = timezone.now() - timedelta(days=days_ago)
    office(lambda: Subscription.objects.filter(tenant="t_penza").update(trial_until=ended))
    office(lambda: standing.weigh_all(at=timezone.now()))
    directory.forget()


def _letter(committed) -> Mail:
    """What the night writes to the administrator."""
    with scope.in_tenant(committed.penza):
        letters.remind(at=timezone.now())
        return Mail.objects.latest("pk")


def _assign(page: Page, product: Product, town: cast.Town, appeal: Appeal) -> None:
    """The dispatcher hands an appeal to the organisation, on the appeal's own page."""
    page.goto(product.url("penza", f"/desk/appeals/{town.latin(appeal)}/"))
    page.get_by_text("Назначить исполнителя").first.click()
    page.locator("#move-assign").get_by_label("Исполнитель").fill("Горв")
    page.get_by_role("option", name="Горводоканал").click()
    page.get_by_role("button", name="Назначить исполнителя").click()


def _administrator(page: Page, product: Product, committed) -> None:
    with scope.in_tenant(committed.penza):
        person = cast.someone("administrator", name="Ольга Дьякова")
    cast.be(page, product, person, committed.penza)


def _operator(page: Page, product: Product, committed) -> None:
    with scope.in_tenant(committed.office):
        money.seller()
        person = cast.someone("operator", name="Оператор Первый")
    cast.be(page, product, person, committed.office)


def _ask(page: Page, since: date) -> None:
    told = {
        "Заказчик, полное название": ASKED["customer"],
        "ИНН": ASKED["inn"],
        "КПП": ASKED["kpp"],
        "Адрес": ASKED["address"],
        "Должность подписывающего": ASKED["signer_position"],
        "Кто подписывает": ASKED["signer"],
        "С какого дня": since.isoformat(),
        "Кому писать о договоре": ASKED["contact"],
    }
    for label, value in told.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Отправить заявку").click()


def _sign(page: Page, since: date) -> None:
    last = since + timedelta(days=400)
    told = {"Номер": "17", "Дата": since, "Действует с": since, "По": last}
    for label, value in told.items():
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("Счёт выставляем").select_option(label="по окончании периода")
    page.get_by_label("Цена за период").fill("46 200")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("№ 17 от").first).to_be_visible()


def _until_open(page: Page) -> None:
    deadline = time.monotonic() + OPEN_WITHIN_MS / 1000
    while page.get_by_text(READS).count() and time.monotonic() < deadline:
        page.reload()
    expect(page.get_by_text(READS)).to_have_count(0)
