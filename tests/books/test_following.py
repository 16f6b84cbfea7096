"""The ledger follows what Stripe says of an invoice, in whatever order and however often it is said."""

import itertools
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from billing import actions
from billing.facts import Owed
from billing.ledger import reading
from billing.ledger.rules import Account
from billing.models import Entry, Invoice, Payment
from tests.books import make
from tests.books.make import AT, BY


@dataclass(frozen=True)
class Said:
    """What a rail says."""

    ref: str = "in_1"
    number: str = "OTK-0001"
    state: str = "open"
    currency: str = "rub"
    kopecks: int = 1_900_000
    paid_kopecks: int = 0
    refunded_kopecks: int = 0
    issued_at: datetime = AT
    due_at: datetime | None = None
    paid_at: datetime | None = None
    period_start: datetime = AT
    period_end: datetime = AT + timedelta(days=30)
    page_url: str = "https://pay.example/in_1"


OPEN = Said()
PAID = replace(OPEN, state="paid", paid_kopecks=1_900_000, paid_at=AT)
REFUNDED = replace(PAID, refunded_kopecks=900_000)
VOID = replace(OPEN, state="void")


def balances(city) -> dict[Account, int]:
    return {
        account: sum_
        for account, sum_ in reading.balances(Entry.objects.filter(city=city)).items()
        if sum_
    }


def test_an_open_invoice_is_a_claim(office, penza):
    invoice = actions.follow_invoice(OPEN, city=penza, at=AT)

    assert (invoice.number, invoice.rail, invoice.due_on) == (
        "OTK-0001",
        "stripe",
        invoice.issued_on,
    )
    assert balances(penza) == {Account.RECEIVABLE: 1_900_000, Account.UNEARNED: -1_900_000}


def test_a_paid_one_is_paid_even_if_nobody_saw_it_open(office, penza):
    actions.follow_invoice(PAID, city=penza, at=AT)

    assert balances(penza) == {Account.STRIPE: 1_900_000, Account.UNEARNED: -1_900_000}
    assert Payment.objects.get().source == "stripe"


@pytest.mark.parametrize("order", list(itertools.permutations([OPEN, PAID, REFUNDED])))
def test_every_order_of_old_news_ends_the_same(office, penza, order):
    # News is only a reason to look: whatever came, what is told is what stands now, at last.
    for said in (*order, REFUNDED, REFUNDED):
        actions.follow_invoice(said, city=penza, at=AT)

    assert balances(penza) == {Account.STRIPE: 1_000_000, Account.UNEARNED: -1_000_000}
    assert Invoice.objects.count() == Payment.objects.count() == 1


def test_a_refund_after_the_act_is_owed_again(office, penza):
    actions.follow_invoice(PAID, city=penza, at=AT)
    actions.accept_due(by=BY, at=make.on(make.date(2027, 1, 1)))

    actions.follow_invoice(REFUNDED, city=penza, at=AT)

    found = balances(penza)
    assert found[Account.RECEIVABLE] == 900_000
    assert found[Account.STRIPE] == 1_000_000


def test_a_refund_of_an_invoice_that_an_operator_took_back_takes_what_waits(office, penza):
    invoice = actions.follow_invoice(PAID, city=penza, at=AT)
    actions.void(invoice.pk, reason="Услуга не оказана.", by=BY, at=AT)

    for said in (REFUNDED, REFUNDED):
        actions.follow_invoice(said, city=penza, at=AT)

    assert balances(penza) == {Account.STRIPE: 1_000_000, Account.CREDITS: -1_000_000}


def test_a_refund_of_what_an_operator_took_off_takes_it_once(office, penza):
    invoice = actions.follow_invoice(PAID, city=penza, at=AT)
    actions.lower(invoice.pk, kopecks=600_000, reason="Скидка.", by=BY, at=AT)

    actions.follow_invoice(replace(PAID, refunded_kopecks=600_000), city=penza, at=AT)
    assert balances(penza) == {Account.STRIPE: 1_300_000, Account.UNEARNED: -1_300_000}

    actions.follow_invoice(REFUNDED, city=penza, at=AT)
    assert balances(penza) == {Account.STRIPE: 1_000_000, Account.UNEARNED: -1_000_000}


def test_a_refund_of_a_payment_that_is_nobody_s_leaves_the_city_alone(office, penza):
    actions.follow_invoice(PAID, city=penza, at=AT)
    actions.unsettle(Payment.objects.get().pk, reason="Не их.", by=BY, at=AT)

    before = balances(penza)
    actions.follow_invoice(REFUNDED, city=penza, at=AT)

    assert balances(penza) == before


def test_a_new_address_of_the_rail_s_page_is_kept(office, penza):
    actions.follow_invoice(OPEN, city=penza, at=AT)
    elsewhere = "https://pay.example/in_1/new"

    found = actions.follow_invoice(replace(OPEN, page_url=elsewhere), city=penza, at=AT)

    assert found.outside_url == elsewhere
    assert Invoice.objects.get().outside_url == elsewhere


def test_what_the_rail_asks_no_more_is_not_owed(office, penza):
    lowered = replace(OPEN, kopecks=1_500_000)
    for said in (OPEN, lowered, lowered):
        actions.follow_invoice(said, city=penza, at=AT)
    assert balances(penza)[Account.RECEIVABLE] == 1_500_000

    settled = replace(PAID, kopecks=1_200_000, paid_kopecks=1_200_000)
    for said in (settled, settled):
        actions.follow_invoice(said, city=penza, at=AT)

    assert balances(penza) == {Account.STRIPE: 1_200_000, Account.UNEARNED: -1_200_000}


def test_a_void_invoice_asks_for_nothing(office, penza):
    actions.follow_invoice(OPEN, city=penza, at=AT)
    actions.follow_invoice(VOID, city=penza, at=AT)

    assert balances(penza) == {}
    assert Invoice.objects.get().voided_at == AT
    actions.follow_invoice(VOID, city=penza, at=AT)


@pytest.mark.parametrize(
    ("state", "owed"),
    [(Owed.OPEN, 1_900_000), (Owed.PAID, 0), (Owed.VOID, 0), (Owed.GIVEN_UP, 1_900_000)],
)
def test_what_each_state_of_an_invoice_leaves_owed(office, penza, state, owed):
    actions.follow_invoice(OPEN, city=penza, at=AT)

    said = PAID if state is Owed.PAID else replace(OPEN, state=state)
    actions.follow_invoice(said, city=penza, at=AT)

    assert balances(penza).get(Account.RECEIVABLE, 0) == owed


def test_what_the_rail_has_given_up_can_still_be_paid(office, penza):
    actions.follow_invoice(replace(OPEN, state=Owed.GIVEN_UP), city=penza, at=AT)
    actions.follow_invoice(PAID, city=penza, at=AT)

    assert Account.RECEIVABLE not in balances(penza)


@pytest.mark.parametrize(
    "said", [VOID, replace(PAID, kopecks=0, paid_kopecks=0), replace(PAID, currency="usd")]
)
def test_what_never_asked_for_money_is_not_in_the_books(office, penza, said):
    assert actions.follow_invoice(said, city=penza, at=AT) is None
    assert not Invoice.objects.exists()


def test_waiting_money_of_a_contract_does_not_pay_the_card_s_invoice(office, penza):
    make.paid(penza, 500_000)

    actions.follow_invoice(OPEN, city=penza, at=AT)

    assert balances(penza)[Account.RECEIVABLE] == 1_900_000
