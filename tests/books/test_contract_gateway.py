"""The rail of contracts speaks the language of every rail, out of our own books."""

from datetime import UTC, date, datetime

import pytest

from billing import actions, gateway
from billing.facts import Kind, Owed, Reference, Running
from billing.gateway import Customer, Gateway, Line, Plan, Verb
from billing.gateways.contract_gateway import ContractGateway
from billing.models import Invoice, Subscription
from tests.books import make
from tests.books.make import AT, BY

LINE = Line("training", "Обучение", 500_000, 2)


@pytest.fixture
def rail(books) -> Gateway:
    return ContractGateway(by=BY, at=AT)


def send(rail: Gateway, operation: str = "1"):
    return rail.send_invoice(
        "penza", [LINE], days_until_due=0, note="", operation=operation, key=operation
    )


def test_an_invoice_is_sent_once_for_a_wish(rail, penza):
    make.contract(penza)

    first, again, other = send(rail), send(rail), send(rail, "2")

    assert first == again
    assert (first.kopecks, first.state, first.operation) == (1_000_000, Owed.OPEN, "1")
    assert first.due_at == datetime(2026, 11, 15, 21, tzinfo=UTC)
    assert [first.number, other.number] == ["2026-000001", "2026-000002"]
    assert Invoice.objects.count() == 2


def test_without_a_contract_it_is_refused_in_words(rail, penza):
    with pytest.raises(gateway.Refused, match="нет действующего договора"):
        send(rail)
    with pytest.raises(gateway.Refused, match="не платит по договору"):
        rail.cancel("penza", at_once=False, operation="", key="1")


def test_what_passes_the_contract_s_price_is_refused(rail, penza):
    make.contract(penza, limit_kopecks=900_000)

    with pytest.raises(gateway.Refused, match="превысит цену"):
        send(rail)


def test_a_contract_fixes_the_period_while_it_holds(rail, penza):
    signed = make.contract(penza)

    with pytest.raises(gateway.Refused, match="дополнительным соглашением"):
        rail.change_plan("penza", Plan([], "year"), operation="", key="1")
    actions.end_contract(signed.pk, on=signed.starts_on, at=make.AT)
    told = rail.change_plan("penza", Plan([], "year"), operation="", key="2")

    assert (told.period, told.state) == ("year", Running.ACTIVE)
    assert Subscription.objects.get(city=penza).period == "year"


@pytest.mark.parametrize(
    ("at_once", "state", "ends_on"),
    [(False, Running.ACTIVE, date(2026, 11, 30)), (True, Running.ENDED, None)],
)
def test_an_end_is_the_end_of_what_is_invoiced_or_now(rail, penza, at_once, state, ends_on):
    make.invoice(penza)

    told = rail.cancel("penza", at_once=at_once, operation="", key="1")

    assert told.state is state
    assert Subscription.objects.get(city=penza).ends_on == ends_on


def test_everything_can_be_looked_at(rail, penza):
    invoice = make.invoice(penza)
    make.paid(penza, invoice.kopecks)

    (told,) = rail.everything(Kind.INVOICE, since=AT)
    (subscription,) = rail.everything(Kind.SUBSCRIPTION, since=AT)

    assert told == rail.fetch(Reference(Kind.INVOICE, invoice.number))
    assert (told.state, told.paid_kopecks) == (Owed.PAID, invoice.kopecks)
    assert subscription == rail.fetch(Reference(Kind.SUBSCRIPTION, "penza"))
    assert rail.fetch(Reference(Kind.INVOICE, "2026-999999")) is None
    actions.void(invoice.pk, reason="Зря", by=BY, at=AT)
    assert rail.fetch(Reference(Kind.INVOICE, invoice.number)).state is Owed.VOID


def test_there_is_no_page_where_a_contract_is_paid_for(rail):
    assert Verb.CHECKOUT not in rail.offers
    assert rail.create_customer(Customer(city="penza", name="Пенза"), key="1") == "penza"
    with pytest.raises(gateway.Refused, match="страницы оплаты нет"):
        rail.open_portal("penza", back_url="", key="1")


def test_a_refund_names_its_city(rail, penza):
    make.paid(penza, 100)
    told = {"day": date(2026, 11, 2), "reason": "Письмо", "key": "1", "by": BY, "at": AT}
    actions.refund(penza, kopecks=100, **told)

    assert list(rail.refunded(since=AT)) == [Reference(Kind.CUSTOMER, "penza")]
