"""The ledger in the database: nobody changes it, nothing falls below zero, closed is closed."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from billing import actions
from billing.errors import CannotDo, ClosedDay
from billing.ledger import book, reading
from billing.ledger.rules import Account, Posting
from billing.models import ClosedMonth, Entry, Invoice
from tenants.isolation import scope
from tenants.models import City
from tests.books import make
from tests.books.make import AT, BY

NOVEMBER, DECEMBER = date(2026, 11, 2), date(2026, 12, 1)


def line(city, kopecks=100, *, debit=Account.BANK, credit=Account.CREDITS, **more) -> list[Entry]:
    told = {"kind": Entry.PAYMENT, "day": NOVEMBER, "key": "test", "by": "test"} | more
    return book.entries([Posting(debit, credit, kopecks)], city=city, **told)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_entry SET kopecks = 1",
        "DELETE FROM billing_entry",
        "UPDATE billing_seller SET account = ''",
        "DELETE FROM billing_invoice",
        "UPDATE billing_invoice SET kopecks = 1",
        "DELETE FROM billing_payment",
        "UPDATE billing_payment SET kopecks = 1",
        "UPDATE billing_contract SET limit_kopecks = 1",
        "DELETE FROM billing_closedmonth",
    ],
)
def test_the_office_cannot_change_what_is_written(books, penza, statement):
    make.paid(penza, 100)

    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE billing_entry SET kopecks = 1", "DELETE FROM billing_entry"]
)
def test_not_even_the_owner_changes_an_entry(stage, django_db_blocker, statement):
    with django_db_blocker.unblock(), scope.entered(None), transaction.atomic("owner"):
        penza = City.objects.using("owner").get(schema_name="penza")
        Entry.objects.using("owner").bulk_create(line(penza))
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic("owner"),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute(statement)
        transaction.set_rollback(True, "owner")


def test_a_sum_leaves_one_account_for_another(office, penza):
    for wrong in (
        line(penza, 0),
        line(penza, -5),
        line(penza, debit=Account.BANK, credit=Account.BANK),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            book.write(wrong)


def test_an_event_is_written_once(office, penza):
    book.write(line(penza))

    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        book.write(line(penza))


def test_an_entry_is_of_one_city(books, penza, kazan):
    invoice = make.invoice(kazan)
    stranger = line(penza)
    stranger[0].tenant = "t_kazan"
    foreign = line(penza)
    foreign[0].invoice = invoice

    for wrong in (stranger, foreign):
        with pytest.raises(IntegrityError, match="two cities"), transaction.atomic():
            book.write(wrong)


def test_nothing_is_paid_beyond_its_sum(books, penza):
    invoice = make.invoice(penza)
    too_much = [Posting(Account.BANK, Account.RECEIVABLE, invoice.kopecks + 1, invoice.pk)]
    lines = book.entries(
        too_much, city=penza, kind=Entry.PAYMENT, day=NOVEMBER, key="test", by="test"
    )

    with pytest.raises(IntegrityError, match="below zero"), transaction.atomic():
        book.write(lines)


def test_waiting_money_is_spent_once(office, penza):
    with pytest.raises(IntegrityError, match="below zero"), transaction.atomic():
        book.write(line(penza, debit=Account.CREDITS, credit=Account.BANK))


def test_a_closed_month_takes_nothing(books, penza):
    make.paid(penza, 100)
    actions.close_month(date(2026, 11, 30), by=BY, at=make.on(DECEMBER))

    with pytest.raises(IntegrityError, match=r"closed: 11\.2026"), transaction.atomic():
        book.write(line(penza, key="late"))
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        book.write(line(penza, key="earlier", day=date(2026, 9, 1)))
    with pytest.raises(ClosedDay, match=r"не раньше 01\.12\.2026"):
        book.refuse_closed(NOVEMBER)
    book.write(line(penza, key="next", day=DECEMBER))


def test_a_payment_of_a_closed_month_counts_on_the_first_open_day(books, penza):
    actions.close_month(date(2026, 11, 1), by=BY, at=make.on(DECEMBER))

    payment = make.paid(penza, 100, at=AT)

    assert payment.received_on == NOVEMBER
    assert Entry.objects.get(payment=payment).day == DECEMBER


@pytest.mark.parametrize(
    ("month", "told"),
    [(date(2026, 12, 1), "не закончился"), (date(2026, 10, 1), "уже закрыт")],
)
def test_months_are_closed_in_order_and_when_over(office, month, told):
    actions.close_month(date(2026, 11, 1), by=BY, at=make.on(DECEMBER))

    with pytest.raises(CannotDo, match=told):
        actions.close_month(month, by=BY, at=make.on(DECEMBER))


def test_a_month_with_money_of_nobody_stays_open(books):
    actions.receive(kopecks=1, received_on=NOVEMBER, source="bank", by=BY, at=AT)

    with pytest.raises(CannotDo, match="1 поступление"):
        actions.close_month(NOVEMBER, by=BY, at=make.on(DECEMBER))
    assert not ClosedMonth.objects.exists()


def test_balances_are_sums_of_lines(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, 3_500_000)

    balances = reading.balances(Entry.objects.filter(city=penza))

    assert balances == {
        Account.RECEIVABLE: 0,
        Account.UNEARNED: -3_400_000,
        Account.CREDITS: -100_000,
        Account.REVENUE: 0,
        Account.VAT: 0,
        Account.BANK: 3_500_000,
        Account.STRIPE: 0,
    }
    assert reading.settled([invoice.pk])[invoice.pk].paid == 3_400_000


def test_numbers_have_no_gap_even_after_a_failure(books, penza, kazan):
    first = make.invoice(penza)
    with pytest.raises(RuntimeError), transaction.atomic():
        make.invoice(kazan)
        raise RuntimeError
    second = make.invoice(kazan)

    assert (first.number, second.number) == ("2026-000001", "2026-000002")
    assert Invoice.objects.count() == 2
