"""Payments: partial, excess, somebody else's; marked by hand and struck out."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing import actions
from billing.errors import CannotDo
from billing.ledger import reading
from billing.models import Act, Entry, Invoice, Payment
from tests.books import make
from tests.books.make import AT, BY


def owed(invoice: Invoice) -> int:
    return reading.settled([invoice.pk])[invoice.pk].owed


def test_a_part_is_a_part_and_an_excess_waits(books, penza):
    invoice = make.invoice(penza)

    make.paid(penza, 1_000_000)
    assert owed(invoice) == 2_400_000
    make.paid(penza, 3_000_000)

    assert owed(invoice) == 0
    assert reading.credit(penza.pk) == 600_000


def test_a_payment_taken_off_is_owed_again_and_finds_its_city(books, penza, kazan):
    invoice, other = make.invoice(penza), make.invoice(kazan)
    payment = make.paid(penza, invoice.kopecks)

    actions.unsettle(payment.pk, reason="Это Казань", by=BY, at=AT)
    assert owed(invoice) == invoice.kopecks
    assert Payment.objects.unmatched().get().doubt == "Это Казань"
    actions.settle(payment.pk, city=kazan, invoice=other, by=BY, at=AT)

    assert owed(other) == 0
    kinds = Entry.objects.filter(payment=payment).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["payment", "unpayment", "payment"]


def test_a_payment_is_settled_once(books, penza, kazan):
    payment = make.paid(penza, 100)

    with pytest.raises(CannotDo, match="уже разобран"):
        actions.settle(payment.pk, city=kazan, invoice=None, by=BY, at=AT)


def test_a_payment_does_not_pay_another_city_s_invoice(books, penza, kazan):
    invoice = make.invoice(kazan)

    with pytest.raises(CannotDo, match="другого города"):
        make.paid(penza, 100, invoice=invoice)
    assert not Entry.objects.filter(city=penza).exists()


def test_a_mark_made_by_mistake_is_struck_out(books, penza):
    invoice = make.invoice(penza)
    payment = make.paid(penza, invoice.kopecks)

    actions.strike(payment.pk, reason="Не тот счёт", by=BY, at=AT)

    assert owed(invoice) == invoice.kopecks
    assert not Payment.objects.unmatched().exists()
    with pytest.raises(CannotDo, match="уже разобран"):
        actions.settle(payment.pk, city=penza, invoice=None, by=BY, at=AT)


def test_what_waits_can_be_sent_back_once(books, penza):
    make.paid(penza, 100)
    told = {"day": date(2026, 11, 2), "reason": "Письмо № 5", "by": BY, "at": AT}

    with pytest.raises(CannotDo, match="больше вернуть нельзя"):
        actions.refund(penza, kopecks=101, key="1", **told)
    actions.refund(penza, kopecks=100, key="1", **told)

    assert reading.credit(penza.pk) == 0
    with pytest.raises(CannotDo):
        actions.refund(penza, kopecks=1, key="2", **told)


def test_money_sent_back_cannot_be_taken_off_the_city(books, penza):
    payment = make.paid(penza, 100)
    actions.refund(
        penza, kopecks=100, key="1", day=date(2026, 11, 2), reason="Письмо", by=BY, at=AT
    )

    with pytest.raises(CannotDo, match="возвращена"):
        actions.unsettle(payment.pk, reason="Чужой", by=BY, at=AT)


def test_what_an_invoice_loses_pays_another(books, penza):
    november = make.invoice(penza)
    make.paid(penza, november.kopecks)
    actions.issue_due(by=BY, at=make.on(date(2026, 12, 1)))
    december = Invoice.objects.get(since=date(2026, 12, 1))

    actions.void(november.pk, reason="Выставлен зря", by=BY, at=AT)

    assert owed(december) == 0
    assert reading.credit(penza.pk) == 0


@pytest.mark.parametrize("kopecks", [0, -100])
def test_no_money_is_no_payment(books, penza, kopecks):
    with pytest.raises(CannotDo, match="больше нуля"):
        make.paid(penza, kopecks)


def test_reasons_are_asked_for(books, penza):
    invoice = make.invoice(penza)
    payment = make.paid(penza, 100)
    for refused in (
        lambda: actions.void(invoice.pk, reason=" ", by=BY, at=AT),
        lambda: actions.lower(invoice.pk, kopecks=1, reason="", by=BY, at=AT),
        lambda: actions.unsettle(payment.pk, reason="", by=BY, at=AT),
    ):
        with pytest.raises(CannotDo, match="апишите"):
            refused()


def test_the_same_mark_twice_is_one_payment(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, 100, invoice=invoice)

    with pytest.raises(CannotDo, match="уже отмечена"):
        make.paid(penza, 100, invoice=invoice)
    make.paid(penza, 200, invoice=invoice)


def test_no_money_comes_tomorrow(books, penza):
    with pytest.raises(CannotDo, match="ещё не наступил"):
        actions.receive(
            kopecks=1, received_on=date(2026, 11, 3), source="hand", city=penza, by=BY, at=AT
        )


def test_a_refund_is_written_once_and_not_before_its_day(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, invoice.kopecks + 100_000)
    told = {"kopecks": 50_000, "reason": "Письмо города", "key": "7.2026-11-02", "by": BY, "at": AT}

    with pytest.raises(CannotDo, match="ещё не наступил"):
        actions.refund(penza, day=date(2099, 1, 1), **told)
    actions.refund(penza, day=date(2026, 11, 2), **told)
    with pytest.raises(CannotDo, match="уже записан"):
        actions.refund(penza, day=date(2026, 11, 2), **told)

    assert reading.credit(penza.pk) == 50_000


@pytest.mark.parametrize(
    "act",
    [
        lambda paid, _: actions.unsettle(paid.pk, reason="Чужой", by=BY, at=AT),
        lambda paid, _: actions.strike(paid.pk, reason="Описка", by=BY, at=AT),
        lambda _, act: actions.take_act_back(act.pk, reason="Опечатка", by=BY, at=AT),
        lambda _, act: actions.lower(act.invoice_id, kopecks=1, reason="Скидка", by=BY, at=AT),
        lambda _, act: actions.void(act.invoice_id, reason="Зря", by=BY, at=AT),
    ],
    ids=["unsettle", "strike", "take back", "lower", "void"],
)
def test_the_city_s_book_is_held_before_any_paper(books, penza, act):
    invoice = make.invoice(penza)
    paid = make.paid(penza, 100)
    actions.accept_due(by=BY, at=make.on(date(2026, 12, 1)))

    with CaptureQueriesContext(connection) as asked, suppress(CannotDo):
        act(paid, Act.objects.get(invoice=invoice))

    assert 'FROM "billing_subscription"' in locks(asked)[0]


def test_a_payment_of_nobody_waits_for_the_city_s_book_first(books, penza):
    payment = make.paid(penza, 100)
    actions.unsettle(payment.pk, reason="Чужой", by=BY, at=AT)

    with CaptureQueriesContext(connection) as asked:
        actions.settle(payment.pk, city=penza, invoice=None, by=BY, at=AT)

    assert 'FROM "billing_subscription"' in locks(asked)[0]


def locks(asked: CaptureQueriesContext) -> list[str]:
    """The rows that were held, one after another."""
    return [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
