"""The city's page: what it pays and uses, its papers, what it may decide; of its own alone."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from billing import actions, standing, usage
from billing.models import Act, Contract, ContractRequest, Decision, Invoice, Subscription
from paying import page as shown
from tenants import directory
from tenants.isolation import scope
from tests import make as people
from tests.books import make as money
from tests.books.make import BY
from tests.books.stage import TODAY
from tests.desk.conftest import browser

pytestmark = pytest.mark.usefixtures("frozen")

PAGE = "/desk/billing/"


@pytest.fixture
def billed(seller, as_office) -> Invoice:
    """An invoice that is due in two weeks."""
    with as_office() as city:
        return money.invoice(
            city,
            at=timezone.now(),
            starts_on=TODAY.replace(day=1),
            ends_on=TODAY + timedelta(days=400),
        )


def seen(client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_a_trial_asks_how_the_city_will_pay(seat):
    page = seen(seat)

    assert "пробный период до" in page
    assert "Платить по договору" in page
    assert "Счетов пока нет" in page


def test_invoices_are_listed_with_what_is_owed(seat, billed, as_office):
    with as_office() as city:
        money.paid(city, 400_000, at=timezone.now())

    page = seen(seat)

    assert f"№ {billed.number}" in page
    assert "оплачен частично" in page
    assert "30\u00a0000,00" in page
    assert "к оплате 30\u00a0000\u00a0₽" in page
    assert "<dt>Договор</dt>" in page


def test_usage_stands_against_the_plan_with_a_warning(seat, committed, as_office):
    with scope.in_tenant(committed.penza):
        usage.note(TODAY, organisations=14, appeals=13_000)

    page = seen(seat)

    assert "14 из 10" in page
    assert "Организаций больше, чем в цене тарифа" in page
    assert "13\u00a0000 из 12\u00a0000" in page
    assert "никогда не останавливают приём" in page


def test_a_debt_says_what_is_shut_and_what_is_next(committed, billed, as_office):
    with as_office() as city:
        standing.weigh(city, at=timezone.now())
    late = billed.due_on + timedelta(days=20)
    with scope.in_tenant(committed.penza):
        subscription = Subscription.objects.get(tenant="t_penza")
        trouble = shown.trouble(committed.penza, subscription, today=late)

    assert trouble.stage == "read_only"
    assert trouble.kopecks == billed.kopecks


def test_papers_open_as_pdf_and_only_their_own(seat, billed, as_office, seller):
    with as_office("kazan") as kazan:
        other = money.invoice(kazan, at=timezone.now(), starts_on=TODAY, ends_on=TODAY)
    with as_office():
        actions.accept_due(by=BY, at=timezone.now() + timedelta(days=60))
        act = Act.objects.get(invoice=billed)

    for address in (f"{PAGE}invoices/{billed.pk}.pdf", f"{PAGE}acts/{act.pk}.pdf"):
        answer = seat.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    span = {"since": "2026-01-01", "until": "2026-12-31"}
    assert seat.get(f"{PAGE}reconciliation.pdf", span).content.startswith(b"%PDF")
    assert seat.get(f"{PAGE}reconciliation.pdf", {"since": "x"}).status_code == 404
    assert seat.get(f"{PAGE}invoices/{other.pk}.pdf").status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE public.billing_subscription SET state = 'active'",
        "UPDATE public.billing_subscription SET plan_id = 2",
        "INSERT INTO public.billing_entry (tenant) VALUES ('t_penza')",
        "UPDATE public.billing_invoice SET kopecks = 1",
        "INSERT INTO public.billing_usage (tenant, day, organisations, appeals) "
        "VALUES ('t_kazan', '2026-01-01', 1, 1)",
        "DELETE FROM public.billing_decision",
        "SELECT * FROM public.billing_closedmonth",
    ],
)
def test_a_city_writes_nothing_of_its_money(billed, committed, statement):
    with (
        scope.entered(committed.penza),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_city_moves_no_other_city_s_end(billed, committed):
    with scope.in_tenant(committed.kazan), connection.cursor() as cursor:
        cursor.execute("UPDATE public.billing_subscription SET ends_on = '2026-01-01'")
        assert cursor.rowcount == 1


def test_a_contract_s_price_and_period_are_nobody_s_to_change(seat, billed, committed):
    assert 'name="period"' not in seen(seat)

    answer = seat.post(f"{PAGE}period/", {"period": "year"}, follow=True)

    assert "меняют дополнительным соглашением" in answer.content.decode()
    with scope.in_tenant(committed.penza):
        assert Subscription.objects.get(tenant="t_penza").period == "month"


def test_the_length_of_a_period_is_chosen_and_noted(seat, committed):
    answer = seat.post(f"{PAGE}period/", {"period": "year"}, follow=True)

    assert "Сохранено." in answer.content.decode()
    with scope.in_tenant(committed.penza):
        assert Subscription.objects.get(tenant="t_penza").period == "year"
        assert Decision.objects.get().by_name == "Ольга, администратор"
    assert "Выберите" in seat.post(f"{PAGE}period/", {"period": "x"}, follow=True).content.decode()


@pytest.mark.parametrize("rail", ["", "contract", "stripe"])
def test_whoever_has_ended_is_shown_how_to_pay(seat, billed, as_office, settings, rail):
    settings.BILLING_GATEWAYS = {"stripe": "billing.gateways.stripe_gateway.make"}
    with as_office() as city:
        actions.end_contract(billed.contract_id, on=billed.contract.starts_on, at=timezone.now())
        actions.end(city, on=None, at=timezone.now())
        Subscription.objects.filter(city=city).update(rail=rail, ends_on=TODAY)

    page = seen(seat)

    assert "Платить по договору" in page
    assert "Платить картой" in page
    for gone in ("Сменить срок", "Карта и чеки", "Передумали", "Завершить"):
        assert gone not in page


def test_the_next_contract_is_asked_for_in_time(seat, seller, as_office):
    with as_office() as city:
        last = TODAY + timedelta(days=30)
        money.contract(city, at=timezone.now(), starts_on=TODAY, ends_on=last)

    assert "Заявка на следующий договор" in seen(seat)


def test_an_ended_city_cannot_end_again_to_be_opened(seat, billed, as_office):
    with as_office() as city:
        actions.end(city, on=None, at=timezone.now())

    answer = seat.post(f"{PAGE}leaving/", {"reason": ""}, follow=True)

    assert "Завершать нечего" in answer.content.decode()
    with scope.in_tenant(directory.by_schema("penza")), connection.cursor() as cursor:
        cursor.execute("UPDATE public.billing_subscription SET ends_on = '2099-01-01'")
        assert cursor.rowcount == 0


def test_a_city_leaves_at_the_end_of_what_is_invoiced_and_comes_back(seat, billed, committed):
    assert "Последний день" in seen(seat, f"{PAGE}leaving/")
    seat.post(f"{PAGE}leaving/", {"reason": "Переезжаем"})
    with scope.in_tenant(committed.penza):
        assert Subscription.objects.get(tenant="t_penza").ends_on == billed.last_day
    assert "Передумали" in seen(seat)

    seat.post(f"{PAGE}staying/")

    with scope.in_tenant(committed.penza):
        assert Subscription.objects.get(tenant="t_penza").ends_on is None
        assert Decision.objects.count() == 2


ASKED = {
    "customer": "Администрация города Пензы",
    "inn": "9999000013",
    "kpp": "999901001",
    "address": "Пенза, адрес выдуман",
    "signer_position": "Глава администрации",
    "signer": "Петрова М. И.",
    "ground": "Устава",
    "basis": Contract.SMALL,
    "period": "month",
    "starts_on": "2026-12-01",
    "contact": "Анна, 8 412 00-00-00",
}


def test_a_city_asks_for_a_contract_once(seat, committed):
    assert seat.post(f"{PAGE}contract/", ASKED).status_code == 302
    assert "Заявка на договор у нас" in seen(seat)
    with scope.in_tenant(committed.penza):
        request = ContractRequest.objects.get()
    assert (request.inn, request.starts_on) == ("9999000013", date(2026, 12, 1))

    again = seat.post(f"{PAGE}contract/", ASKED)

    assert again.status_code == 422
    assert "дождитесь ответа" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"inn": "9999000014"}, "опечатка"),
        ({"kpp": "12"}, "девять знаков"),
        ({"customer": ""}, "пусто оставить нельзя"),
        ({"starts_on": "вчера"}, "введите день"),
    ],
)
def test_a_slip_in_the_request_is_told_and_loses_nothing(seat, changes, told):
    answer = seat.post(f"{PAGE}contract/", ASKED | changes)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Петрова М. И." in answer.content.decode()


def test_an_answer_in_words_lets_the_city_ask_again(seat, committed, as_office):
    seat.post(f"{PAGE}contract/", ASKED)
    with as_office():
        request = ContractRequest.objects.get()
        said = "Пришлите доверенность."
        actions.answer(request, contract=None, sentence=said, by=BY, at=timezone.now())

    assert said in seen(seat)
    assert seat.post(f"{PAGE}contract/", ASKED).status_code == 302


def test_the_page_asks_few_questions(seat, billed, django_assert_max_num_queries):
    seen(seat)
    with django_assert_max_num_queries(24):
        seen(seat)


@pytest.mark.parametrize("role", ["dispatcher", "controller", "resident"])
def test_nobody_but_the_administrator_comes_in(committed, billed, role):
    with scope.in_tenant(committed.penza):
        other = browser(people.user(role))
    nothing = "00000000-0000-0000-0000-000000000000"
    pages = ("", "contract/", "leaving/", f"card/{nothing}/", "reconciliation.pdf")
    for page in (*pages, f"invoices/{billed.pk}.pdf", f"acts/{billed.pk}.pdf"):
        assert other.get(f"{PAGE}{page}").status_code == 403, page
    for door in ("period/", "staying/", "card/", "card/cabinet/", "card/period/", "card/end/"):
        assert other.post(f"{PAGE}{door}").status_code == 403, door
