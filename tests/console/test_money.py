"""The operators' money pages: figures, a city's books, the bank, contracts; nobody else comes in."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from billing import actions, standing
from billing.errors import CannotDo
from billing.models import (
    Act,
    ClosedMonth,
    Contract,
    ContractRequest,
    Invoice,
    Payer,
    Payment,
    Plan,
    ProviderSubscription,
    Seller,
)
from console.money import figures
from tenants.isolation import scope
from tests import make
from tests.books import make as money
from tests.books.make import BY
from tests.books.stage import NOW, TODAY
from tests.fakes.statements import document, statement
from tests.paying.test_page import ASKED

pytestmark = pytest.mark.usefixtures("frozen")

PAGES = ("/money/", "/money/bank/", "/money/seller/", "/money/books/", "/money/cities/penza/")


@pytest.fixture
def seller(as_office) -> Seller:
    """The details without which nothing is invoiced."""
    with as_office():
        return money.seller()


@pytest.fixture
def invoice(seller, as_office) -> Invoice:
    """An invoice of Пенза over 34 000 ₽."""
    with as_office() as city:
        start = TODAY.replace(day=1)
        return money.invoice(city, at=NOW, starts_on=start, ends_on=start + timedelta(400))


def seen(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


@pytest.mark.parametrize("page", [*PAGES, "/money/cities/penza/contract/"])
def test_only_operators_come_in(ledger, committed, operator, page):
    stranger = Client(headers={"host": "console.localhost"})
    assert stranger.get(page).status_code == 302
    with scope.in_tenant(committed.office):
        stranger.force_login(make.user("administrator"))
    assert stranger.get(page).status_code == 403
    assert operator.get(page).status_code == 200


@pytest.mark.parametrize(
    "page", ["/money/cities/atlantida/", "/money/invoices/999/", "/money/invoices/999.pdf"]
)
def test_what_is_not_there_is_not_there(operator, page):
    assert operator.get(page).status_code == 404


def test_the_overview_counts_what_comes_in_and_what_is_owed(operator, invoice):
    page = seen(operator, "/money/")

    assert "платят 1, на пробном периоде 1" in page
    assert page.count("34\u00a0000\u00a0₽") == 2  # MRR, owed
    assert "Пенза" in page
    assert "просрочек нет" in page


def test_debts_stand_by_their_age(invoice, as_office):
    with as_office():
        ages = {
            days: [column.title for column in figures.overview(day).columns if column.kopecks]
            for days in (0, 1, 30, 31, 90, 91)
            for day in [invoice.due_on + timedelta(days)]
        }

    assert ages == {
        0: ["срок не вышел"],
        1: ["до 30 дней"],
        30: ["до 30 дней"],
        31: ["31–60 дней"],
        90: ["61–90 дней"],
        91: ["больше 90 дней"],
    }


def test_a_payment_is_marked_with_two_fields_and_opens_at_once(operator, invoice, as_office):
    with as_office() as city:
        standing.weigh(city, at=NOW + timedelta(days=60))
    assert "только аварии" in seen(operator, "/money/cities/penza/")

    answer = operator.post(
        f"/money/invoices/{invoice.pk}/payment/",
        {"received_on": f"{TODAY:%d.%m.%Y}", "kopecks": "34 000,00"},
        follow=True,
    )

    assert "Оплата отмечена" in answer.content.decode()
    assert "оплачен" in answer.content.decode()
    assert "только аварии" not in seen(operator, "/money/cities/penza/")


def test_an_invoice_is_lowered_voided_and_says_why_not(operator, invoice):
    page = f"/money/invoices/{invoice.pk}/"
    told = operator.post(f"{page}lower/", {"kopecks": "4 000", "reason": "Скидка"}, follow=True)
    assert "после уменьшения 30\u00a0000\u00a0₽" in told.content.decode()
    told = operator.post(f"{page}lower/", {"kopecks": "много", "reason": "Скидка"}, follow=True)
    assert "копейки после запятой" in told.content.decode()

    operator.post(f"{page}void/", {"reason": "Не тот город"})
    again = operator.post(f"{page}void/", {"reason": "Не тот город"}, follow=True)

    assert "уже отменён" in again.content.decode()
    assert operator.post(f"{page}burn/", {}).status_code == 404


def test_a_separate_invoice_is_issued_once_for_a_wish(operator, invoice, as_office):
    wish = {"title": "Обучение", "kopecks": "5 000", "wish": "8f2f1a51-6f0e-4f0c-9f57-2d9a3f6f1c11"}
    for _ in range(2):
        told = operator.post("/money/cities/penza/invoices/", wish, follow=True).content.decode()
        assert "5\u00a0000,00" in told

    with as_office() as city:
        assert sorted(city.invoices.values_list("kopecks", flat=True)) == [500_000, 3_400_000]


def test_a_subscription_ends_with_what_is_invoiced(operator, invoice, as_office):
    operator.post("/money/cities/penza/end/")

    with as_office() as city:
        assert city.subscription.ends_on == invoice.last_day
    assert f"последний день {invoice.last_day:%d.%m.%Y}" in seen(operator, "/money/cities/penza/")


def test_acts_are_made_by_the_run_and_taken_back(operator, invoice, as_office):
    with as_office():
        actions.accept_due(by=BY, at=NOW + timedelta(days=40))
        act = Act.objects.get()

    assert operator.get(f"/money/acts/{act.pk}.pdf").content.startswith(b"%PDF")
    told = operator.post(f"/money/acts/{act.pk}/void/", {"reason": "Опечатка"}, follow=True)

    assert "Акт отменён" in told.content.decode()
    assert "отменён: Опечатка" in told.content.decode()


def test_papers_open(operator, invoice):
    span = {"since": "2026-01-01", "until": "2026-12-31"}

    assert operator.get(f"/money/invoices/{invoice.pk}.pdf").content.startswith(b"%PDF")
    sheet = operator.get("/money/cities/penza/reconciliation.pdf", span)
    assert sheet.content.startswith(b"%PDF")
    assert operator.get("/money/cities/penza/reconciliation.pdf").status_code == 404
    far = span | {"until": "9999-12-31"}
    assert operator.get("/money/cities/penza/reconciliation.pdf", far).status_code == 404


def upload(operator: Client, text: str):
    file = SimpleUploadedFile("kl_to_1c.txt", text.encode("cp1251"))
    return operator.post("/money/bank/", {"file": file}, follow=True)


def test_a_statement_is_brought_in_once_and_the_rest_is_given_by_hand(operator, invoice):
    text = statement(document(НазначениеПлатежа="за услуги", ПлательщикИНН=""))
    page = upload(operator, text).content.decode()
    assert "в файле 1 платёж, учтено 0, нужно разобрать 1" in page
    assert "уже загружали" in upload(operator, text).content.decode()

    assert "46\u00a0200,00" in page
    settle = page.split('/settle/"')[0].rsplit("/money/payments/", 1)[1]
    address = f"/money/payments/{settle}/settle/"
    assert (
        "номер счёта"
        in operator.post(address, {"whose": "Атлантида"}, follow=True).content.decode()
    )
    told = operator.post(address, {"whose": invoice.number}, follow=True).content.decode()

    assert "Платёж учтён" in told
    assert "Разбирать нечего" in told


def test_what_is_no_city_s_payment_is_put_aside_with_a_reason(operator, invoice, as_office):
    page = upload(operator, statement(document(ПлательщикИНН="", НазначениеПлатежа="Проценты")))
    assert "Не оплата города" in page.content.decode()
    with as_office():
        payment = Payment.objects.get()
    address = f"/money/payments/{payment.pk}/strike/"
    assert "пусто оставить" in operator.post(address, {}, follow=True).content.decode()

    told = operator.post(address, {"reason": "Проценты на остаток"}, follow=True).content.decode()

    assert "Разбирать нечего" in told
    assert "Отложено" in told
    assert "Проценты на остаток" in told
    back = operator.post(f"/money/payments/{payment.pk}/settle/", {"whose": "Пенза"}, follow=True)
    assert "Платёж учтён" in back.content.decode()


def test_a_mark_taken_off_its_city_is_struck_out_at_the_bank(operator, invoice, as_office):
    with as_office() as city:
        payment = money.paid(city, 100, at=NOW)
        actions.unsettle(payment.pk, reason="Чужой", by=BY, at=NOW)
    assert "Вычеркнуть отметку" in seen(operator, "/money/bank/")

    told = operator.post(
        f"/money/payments/{payment.pk}/strike/", {"reason": "Описка"}, follow=True
    ).content.decode()

    assert "Разбирать нечего" in told
    assert "Отложено" not in told


def test_a_bad_file_is_refused_in_a_sentence(operator, seller):
    answer = upload(operator, "не выписка")

    assert answer.status_code == 422
    assert "1CClientBankExchange" in answer.content.decode()


def test_a_payment_of_another_city_is_taken_off(operator, invoice, as_office):
    with as_office() as city:
        payment = money.paid(city, 100, at=NOW)

    told = operator.post(
        f"/money/payments/{payment.pk}/unsettle/", {"reason": "Это Казань"}, follow=True
    )

    assert "снят с города" in told.content.decode()
    assert "Это Казань" in seen(operator, "/money/bank/")


def test_what_waits_is_sent_back_once(operator, invoice, as_office):
    with as_office() as city:
        money.paid(city, invoice.kopecks + 500, at=NOW)
    form = {"kopecks": "5", "day": TODAY, "order_number": "12", "reason": "Письмо № 3"}

    assert (
        "Возврат записан"
        in operator.post("/money/cities/penza/refunds/", form, follow=True).content.decode()
    )
    again = operator.post("/money/cities/penza/refunds/", form, follow=True)
    assert "по этому поручению уже записан" in again.content.decode()


SIGNED = {
    **ASKED,
    "number": "17/2026",
    "signed_on": "2026-11-20",
    "starts_on": "2026-12-01",
    "ends_on": "2027-12-31",
    "billing": Contract.AHEAD,
    "due_days": "14",
    "fixed_kopecks": "34 000",
    "limit_kopecks": "442 000",
}


def test_a_request_becomes_a_contract(operator, committed, ledger, as_office):
    with scope.in_tenant(committed.penza):
        told = ASKED | {"starts_on": date(2026, 12, 1)}
        actions.ask(by=BY, **told)
    assert "просит договор" in seen(operator, "/money/")
    assert "Администрация города Пензы" in seen(operator, "/money/cities/penza/contract/")

    answer = operator.post("/money/cities/penza/contract/", SIGNED, follow=True)

    assert "№ 17/2026 от 20.11.2026" in answer.content.decode()
    with as_office():
        request = ContractRequest.objects.get()
        assert request.contract.limit_kopecks == 44_200_000
    again = operator.post("/money/cities/penza/contract/", SIGNED)
    assert again.status_code == 422
    assert "действует другой договор" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends_on": "2026-01-01"}, "раньше первого"),
        ({"due_days": "0"}, "Не меньше одного дня"),
        ({"limit_kopecks": "дорого"}, "копейки после запятой"),
        ({"inn": "1"}, "10 цифр"),
        ({"fixed_kopecks": "0"}, "больше нуля"),
        ({"ends_on": "9999-12-31"}, "год от 2020 до 2100"),
        ({"starts_on": "0026-12-01"}, "год от 2020 до 2100"),
    ],
)
def test_a_slip_in_a_contract_is_told(operator, ledger, changes, told):
    answer = operator.post("/money/cities/penza/contract/", SIGNED | changes)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "17/2026" in answer.content.decode()


def test_a_request_is_refused_in_words(operator, committed, ledger, as_office):
    with scope.in_tenant(committed.penza):
        request = actions.ask(by=BY, **(ASKED | {"starts_on": date(2026, 12, 1)}))

    operator.post(f"/money/requests/{request.pk}/refusal/", {"reason": "Нужна доверенность"})

    with as_office():
        assert ContractRequest.objects.get().answer == "Нужна доверенность"
    assert "просит договор" not in seen(operator, "/money/")


DETAILS = {
    "name": "ООО «Отклик»",
    "short_name": "ООО «Отклик»",
    "inn": "9999000038",
    "kpp": "999901001",
    "ogrn": "1999900000010",
    "address": "Москва",
    "bank": "ПАО Сбербанк",
    "bic": "044525225",
    "account": "40702810638000000123",
    "correspondent": "30101810400000000225",
    "director_position": "Директор",
    "director": "Иванова А. П.",
}


def test_the_seller_s_details_are_a_new_edition(operator, ledger, as_office):
    operator.post("/money/seller/", DETAILS)
    operator.post("/money/seller/", DETAILS | {"director": "Другая Д. Д."})

    with as_office():
        assert Seller.objects.count() == 2
        assert Seller.current().director == "Другая Д. Д."
    refused = operator.post("/money/seller/", DETAILS | {"account": "40702810438000000123"})
    assert refused.status_code == 422
    assert "не сходится с БИК" in refused.content.decode()


def test_months_are_closed_one_after_another(operator, ledger, as_office):
    told = operator.post("/money/books/", follow=True).content.decode()

    assert "больше ничего не записать" in told
    with as_office():
        assert ClosedMonth.objects.count() == 1
    assert "не закончился" in operator.post("/money/books/", follow=True).content.decode()


def test_the_run_says_what_it_made(operator, seller, as_office):
    with as_office() as city:
        money.contract(city, at=NOW, starts_on=TODAY.replace(day=1), ends_on=TODAY + timedelta(99))

    assert "Счетов 1, актов 0" in operator.post("/money/run/", follow=True).content.decode()


def test_the_pages_ask_few_questions(operator, invoice, django_assert_max_num_queries):
    for page, most in (("/money/", 26), ("/money/cities/penza/", 26), ("/money/bank/", 12)):
        operator.get(page)
        with django_assert_max_num_queries(most):
            operator.get(page)


def test_a_contract_that_has_run_out_waits_for_a_person(operator, as_office, seller):
    with as_office() as city:
        signed = money.contract(city, at=NOW, starts_on=TODAY - timedelta(60), ends_on=TODAY)
        actions.end_contract(signed.pk, on=TODAY - timedelta(1), at=NOW)

    assert "договор закончился, следующего нет" in seen(operator, "/money/")


def test_no_contract_is_signed_beside_a_card_that_goes_on(operator, as_office, committed):
    with as_office() as city:
        payer = Payer.objects.create(
            city=city,
            tenant="t_penza",
            gateway="stripe",
            ref="cus_1",
            is_live=False,
            created_at=NOW,
        )
        mirrored = ProviderSubscription.objects.create(
            payer=payer,
            tenant="t_penza",
            gateway="stripe",
            ref="sub_1",
            currency="rub",
            kopecks=1,
            state="active",
            period="month",
            begun_at=NOW,
            paid_until=NOW,
            changed_at=NOW,
        )
        with pytest.raises(CannotDo, match="сначала завершите оплату картой"):
            money.contract(city, at=NOW)
        mirrored.ends_at = NOW
        mirrored.save(update_fields=["ends_at"])
        assert money.contract(city, at=NOW).pk


def test_who_signed_and_ended_a_contract_stands_in_the_journal(operator, as_office, seller):
    with as_office() as city:
        signed = money.contract(city, at=NOW, starts_on=TODAY, ends_on=TODAY)

    operator.post(f"/money/contracts/{signed.pk}/end/", {"on": TODAY.isoformat()})

    page = seen(operator, "/journal/")
    assert "расторг договор с городом" in page
    assert f"№ {signed.number}" in page


def test_other_prices_are_another_plan(operator, as_office):
    with as_office() as city:
        plan = city.subscription.plan
    told = {
        "month_kopecks": "20 000",
        "year_kopecks": "210 000,50",
        "vat_percent": "22",
        "organisations": "12",
        "more_month_kopecks": "0",
        "more_year_kopecks": "0",
        "year_appeals": "",
    }

    assert plan.name in seen(operator, f"/money/plans/{plan.pk}/")
    assert operator.post(f"/money/plans/{plan.pk}/", told).status_code == 302

    with as_office() as city:
        offered = Plan.objects.offered().get(population_from=plan.population_from)
        assert city.subscription.plan == plan
    assert (offered.month_kopecks, offered.year_kopecks) == (2_000_000, 21_000_050)
    assert (offered.organisations, offered.year_appeals) == (12, None)
    assert (offered.more_month_kopecks, offered.more_year_kopecks) == (0, 0)
    page = seen(operator, "/money/plans/")
    assert "прежний" in page
    assert "210\u00a0000,50" in page
    assert operator.post(f"/money/plans/{plan.pk}/", told).status_code == 404


def test_a_price_that_is_none_is_told(operator, as_office):
    with as_office() as city:
        plan = city.subscription.plan

    answer = operator.post(f"/money/plans/{plan.pk}/", {"month_kopecks": "много"})

    assert answer.status_code == 422
    assert "Сумма цифрами" in answer.content.decode()
    assert "много" in answer.content.decode()
