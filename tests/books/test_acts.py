"""Acts: what is over is revenue, to the kopeck, and can be taken back."""

from datetime import date

import pytest

from billing import actions
from billing.errors import CannotDo
from billing.ledger import reading
from billing.ledger.rules import Account
from billing.models import Act, Entry
from tests.books import make
from tests.books.make import AT, BY

DECEMBER = make.on(date(2026, 12, 1))
JANUARY = make.on(date(2027, 1, 1))


def balances(city) -> dict[Account, int]:
    return reading.balances(Entry.objects.filter(city=city))


def test_a_month_that_is_over_has_one_act_dated_its_last_day(books, penza):
    invoice = make.invoice(penza)

    assert actions.accept_due(by=BY, at=AT) == 0
    assert actions.accept_due(by=BY, at=DECEMBER) == 1
    assert actions.accept_due(by=BY, at=DECEMBER) == 0

    act = Act.objects.get()
    assert (act.number, act.issued_on, act.invoice) == ("2026-000001", date(2026, 11, 30), invoice)
    assert (act.kopecks, act.vat_kopecks) == (3_400_000, 613_115)
    assert balances(penza) == dict.fromkeys(Account, 0) | {
        Account.RECEIVABLE: 3_400_000,
        Account.REVENUE: -2_786_885,
        Account.VAT: -613_115,
    }


def test_an_act_after_the_payment_leaves_the_city_s_debt_at_nothing(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, invoice.kopecks)
    assert reading.debt(Entry.objects.filter(city=penza)) == -3_400_000

    actions.accept_due(by=BY, at=DECEMBER)

    assert reading.debt(Entry.objects.filter(city=penza)) == 0


def test_a_year_s_invoice_is_accepted_month_by_month_to_the_kopeck(books, penza):
    invoice = make.invoice(
        penza, period="year", fixed_kopecks=20_500_001, ends_on=date(2027, 10, 31)
    )

    actions.accept_due(by=BY, at=make.on(date(2027, 11, 1)))

    acts = list(Act.objects.order_by("issued_on"))
    assert len(acts) == 12
    assert sum(act.kopecks for act in acts) == invoice.kopecks == 20_500_001
    assert sum(act.vat_kopecks for act in acts) == invoice.vat_kopecks
    assert [act.number for act in acts[:3]] == ["2026-000001", "2026-000002", "2027-000001"]


def test_what_was_taken_off_is_not_accepted(books, penza):
    invoice = make.invoice(penza)
    actions.lower(invoice.pk, kopecks=400_000, reason="Три дня без связи", by=BY, at=AT)

    actions.accept_due(by=BY, at=DECEMBER)

    assert Act.objects.get().kopecks == 3_000_000


def test_an_act_taken_back_can_be_made_again(books, penza):
    make.invoice(penza)
    actions.accept_due(by=BY, at=DECEMBER)
    first = Act.objects.get()

    actions.take_act_back(first.pk, reason="Не тот подписант", by=BY, at=DECEMBER)
    assert balances(penza)[Account.REVENUE] == 0
    actions.accept_due(by=BY, at=DECEMBER)

    again = Act.objects.exclude(pk=first.pk).get()
    assert (again.kopecks, again.vat_kopecks) == (first.kopecks, first.vat_kopecks)
    assert again.number == "2026-000002"
    with pytest.raises(CannotDo, match="уже отменён"):
        actions.take_act_back(first.pk, reason="Снова", by=BY, at=DECEMBER)


def test_an_act_of_a_closed_month_is_dated_the_first_open_day(books, penza):
    make.invoice(penza)
    actions.close_month(date(2026, 11, 1), by=BY, at=DECEMBER)

    actions.accept_due(by=BY, at=DECEMBER)

    assert Act.objects.get().issued_on == date(2026, 12, 1)


def test_an_invoice_with_an_act_is_not_taken_back(books, penza):
    invoice = make.invoice(penza)
    actions.accept_due(by=BY, at=DECEMBER)

    with pytest.raises(CannotDo, match="сначала отмените акт"):
        actions.void(invoice.pk, reason="Ошибка", by=BY, at=DECEMBER)
    with pytest.raises(CannotDo, match="больше снять нельзя"):
        actions.lower(invoice.pk, kopecks=1, reason="Ошибка", by=BY, at=DECEMBER)
