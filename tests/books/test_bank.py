"""Statements brought in: matched, doubted, confirmed; the same money never twice."""

from datetime import date

import pytest

from billing import actions
from billing.errors import CannotDo
from billing.ledger import reading
from billing.models import Entry, Payment, Statement
from tests.books import make
from tests.books.make import AT, BY
from tests.fakes.statements import THEIRS, balance, document, statement


def bring(text: str, name: str = "kl_to_1c.txt") -> "actions.bring.Brought":
    return actions.bring(text.encode("cp1251"), file_name=name, by=BY, at=AT)


def test_a_payment_that_names_its_invoice_pays_it(books, penza):
    invoice = make.invoice(penza)

    came = bring(paying(f"счет № {invoice.number}"))

    assert (came.matched, came.unmatched, came.confirmed) == (1, 0, 0)
    payment = Payment.objects.get()
    assert (payment.city, payment.invoice, payment.source) == (penza, invoice, "bank")
    assert (payment.order_number, payment.payer_account) == ("117", THEIRS)
    assert payment.received_on == date(2026, 11, 21)
    assert reading.settled([invoice.pk])[invoice.pk].owed == 0


def test_the_same_file_again_changes_nothing(books, penza):
    make.invoice(penza)
    text = paying("счет № 2026-000001")
    bring(text)
    before = (Payment.objects.count(), Entry.objects.count(), Statement.objects.count())

    again = bring(text, "другое имя.txt")

    assert not again.is_new
    assert (Payment.objects.count(), Entry.objects.count(), Statement.objects.count()) == before


def test_a_longer_statement_adds_only_what_is_new(books, penza):
    bring(paying("счет 1"))
    balances = balance(received="92400.00", closing="193400.00")

    came = bring(
        statement(
            document(НазначениеПлатежа="счет 1"),
            document(Номер="118", НазначениеПлатежа="счет 1"),
            balances=balances,
        )
    )

    assert (came.statement.receipts, came.statement.known) == (2, 1)
    assert Payment.objects.count() == 2


def test_two_equal_payments_of_one_file_are_two(books):
    balances = balance(received="92400.00", closing="193400.00")

    bring(statement(document(), document(), balances=balances))

    assert Payment.objects.count() == 2


def test_money_of_nobody_waits_for_a_person(books, penza):
    came = bring(paying("за услуги"))

    assert (came.matched, came.unmatched) == (0, 1)
    payment = Payment.objects.unmatched().get()
    assert "не знаком" in payment.doubt
    assert not Entry.objects.exists()
    actions.settle(payment.pk, city=penza, invoice=None, by=BY, at=AT)
    assert reading.credit(penza.pk) == 4_620_000


def test_the_inn_of_a_contract_is_enough(books, penza):
    make.contract(penza)

    assert bring(paying("за ноябрь")).matched == 1


def test_the_bank_confirms_what_was_marked_by_hand(books, penza):
    invoice = make.invoice(penza)
    marked = make.paid(penza, 4_620_000, at=make.on(date(2026, 11, 20)))

    came = bring(paying(f"счет {invoice.number}"))

    assert (came.matched, came.confirmed) == (0, 1)
    payment = Payment.objects.get()
    assert (payment.pk, payment.order_number) == (marked.pk, "117")
    with pytest.raises(CannotDo, match="сообщил банк"):
        actions.strike(payment.pk, reason="Ошибка", by=BY, at=AT)


def test_money_that_is_no_city_s_is_put_aside_and_may_come_back(books, penza):
    bring(paying("Проценты на остаток"))
    payment = Payment.objects.unmatched().get()
    with pytest.raises(CannotDo, match="причина"):
        actions.strike(payment.pk, reason=" ", by=BY, at=AT)

    actions.strike(payment.pk, reason="Проценты банка", by=BY, at=AT)

    assert not Payment.objects.unmatched().exists()
    assert Payment.objects.put_aside().get().struck_reason == "Проценты банка"
    assert not Entry.objects.exists()
    actions.close_month(date(2026, 11, 1), by=BY, at=make.on(date(2026, 12, 1)))
    assert bring(paying("Проценты на остаток") + "\r\n").unmatched == 0
    actions.settle(payment.pk, city=penza, invoice=None, by=BY, at=AT)
    assert reading.credit(penza.pk) == 4_620_000
    with pytest.raises(CannotDo, match="сообщил банк"):
        actions.strike(payment.pk, reason="Проценты банка", by=BY, at=AT)


def test_a_mark_is_not_doubled_by_a_payment_the_bank_did_not_name(books, penza):
    invoice = make.invoice(penza)
    mark = make.paid(penza, 4_620_000, at=make.on(date(2026, 11, 19)))
    assert bring(paying("по распоряжению", ПлательщикИНН="")).unmatched == 1
    unknown = Payment.objects.unmatched().get()

    settled = actions.settle(unknown.pk, city=penza, invoice=invoice, by=BY, at=AT)

    assert (settled.pk, settled.order_number) == (mark.pk, "117")
    assert Entry.objects.filter(kind="payment", credit="receivable").count() == 1
    assert reading.credit(penza.pk) == 4_620_000 - invoice.kopecks
    assert not Payment.objects.unmatched().exists()
    unknown.refresh_from_db()
    assert "вручную 19.11.2026" in unknown.struck_reason
    with pytest.raises(CannotDo, match="уже разобран"):
        actions.settle(unknown.pk, city=penza, invoice=None, by=BY, at=AT)
    again = bring(paying("по распоряжению", ПлательщикИНН="") + "\r\n")
    assert again.statement.known == 1


def test_what_a_statement_told_is_not_marked_by_hand_again(books, penza):
    invoice = make.invoice(penza)
    bring(paying("за услуги"))
    payment = Payment.objects.get()
    mark = {"at": make.on(date(2026, 11, 22)), "invoice": invoice}

    with pytest.raises(CannotDo, match="уже внесла выписка"):
        make.paid(penza, 4_620_000, **mark)
    actions.unsettle(payment.pk, reason="Чей?", by=BY, at=AT)
    with pytest.raises(CannotDo, match="непонятно чьи"):
        make.paid(penza, 4_620_000, **mark)
    actions.strike(payment.pk, reason="Ошибка банка", by=BY, at=AT)
    make.paid(penza, 4_620_000, **mark)

    assert reading.credit(penza.pk) == 4_620_000 - invoice.kopecks


def test_a_mark_of_another_sum_or_week_is_another_payment(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, 4_620_000, at=make.on(date(2026, 11, 10)))
    make.paid(penza, 4_619_999, at=make.on(date(2026, 11, 20)))

    assert bring(paying(f"счет {invoice.number}")).confirmed == 0
    assert Payment.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "не выписка"),
        (b"x" * (5 * 1024 * 1024 + 1), "больше 5 МБ"),
        (statement(document())[:-30].encode("cp1251"), "обрывается"),
    ],
    ids=["empty", "huge", "cut"],
)
def test_a_file_that_cannot_be_trusted_leaves_nothing(books, content, told):
    with pytest.raises(CannotDo, match=told):
        actions.bring(content, file_name="x", by=BY, at=AT)
    assert not Statement.objects.exists()


def test_without_an_account_of_ours_no_statement_is_ours(office):
    with pytest.raises(CannotDo, match="реквизиты получателя"):
        bring(paying("счет"))


def test_a_statement_of_hundreds_is_few_questions(books, penza, django_assert_max_num_queries):
    many = [document(Номер=str(number), НазначениеПлатежа="?") for number in range(100)]
    balances = balance(received="4620000.00", closing="4721000.00")

    # A row and its savepoint for each payment; nothing is asked again for any of them.
    with django_assert_max_num_queries(3 * 100 + 10):
        bring(statement(*many, balances=balances))


def paying(purpose: str, **fields: str) -> str:
    return statement(document(НазначениеПлатежа=purpose, **fields))
