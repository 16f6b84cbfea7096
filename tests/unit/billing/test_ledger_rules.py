"""Rules of the ledger over random histories: nothing is lost, nothing goes below zero."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.errors import TooMuch
from billing.ledger import rules
from billing.ledger.rules import Account, Claim, Posting

DAY = date(2026, 11, 1)


@dataclass
class Book:
    """The simplest ledger there can be: all postings, every balance a sum."""

    postings: list[Posting] = field(default_factory=list)
    payments: list[int] = field(default_factory=list)
    invoices: list[int] = field(default_factory=list)

    def balance(self, account: Account, invoice: int | None = None) -> int:
        return sum(
            each.kopecks * ((each.debit is account) - (each.credit is account))
            for each in self.postings
            if invoice is None or each.invoice == invoice
        )

    @property
    def credit(self) -> int:
        return -self.balance(Account.CREDITS)

    def claims(self) -> list[Claim]:
        owed = {each: self.balance(Account.RECEIVABLE, each) for each in self.invoices}
        return [Claim(each, DAY + timedelta(each), sum_) for each, sum_ in owed.items() if sum_]

    def paid(self) -> list[tuple[int, int]]:
        """Invoices and what is paid of each: their sum less what is owed."""
        total: Counter[int] = Counter()
        for each in self.postings:
            if each.credit is Account.UNEARNED:
                total[each.invoice] += each.kopecks
            elif each.debit is Account.UNEARNED and each.credit in (
                Account.RECEIVABLE,
                Account.CREDITS,
            ):
                total[each.invoice] -= each.kopecks
        return [(each, total[each] - self.balance(Account.RECEIVABLE, each)) for each in total]

    # --- what may happen -----------------------------------------------------------------------
    def issue(self, kopecks: int) -> None:
        self.invoices.append(len(self.invoices))
        self.postings += rules.issued(self.invoices[-1], kopecks, self.credit)

    def receive(self, kopecks: int, named: int) -> None:
        paid = rules.received(kopecks, self.claims(), into=Account.BANK, named=named)
        assert sum(each.kopecks for each in paid) == kopecks
        self.payments.append(kopecks)
        self.postings += paid

    def take_back(self, which: int) -> None:
        if self.payments:
            kopecks = self.payments[which % len(self.payments)]
            there = {"credit": self.credit, "paid": self.paid(), "out_of": Account.BANK}
            if kopecks > self.balance(Account.BANK):
                with pytest.raises(TooMuch):
                    rules.taken_back(kopecks, **there)
            else:
                self.postings += rules.taken_back(kopecks, **there)
                self.payments.remove(kopecks)

    def accept(self, which: int, share: int) -> None:
        if self.invoices:
            invoice = self.invoices[which % len(self.invoices)]
            part = -self.balance(Account.UNEARNED, invoice) * (share % 101) // 100
            self.postings += rules.accepted(invoice, part, part * 22 // 122)

    def lower(self, which: int, kopecks: int) -> None:
        if self.invoices:
            invoice = self.invoices[which % len(self.invoices)]
            unearned = -self.balance(Account.UNEARNED, invoice)
            if kopecks > unearned:
                with pytest.raises(TooMuch):
                    rules.lowered(invoice, kopecks, owed=0, unearned=unearned)
                kopecks = unearned
            owed = self.balance(Account.RECEIVABLE, invoice)
            self.postings += rules.lowered(invoice, kopecks, owed=owed, unearned=unearned)
            self.postings += rules.offset(self.credit, self.claims())

    def refund(self, kopecks: int) -> None:
        if kopecks > self.credit:
            with pytest.raises(TooMuch):
                rules.refunded(kopecks, credit=self.credit, out_of=Account.BANK)
            kopecks = self.credit
        self.postings += rules.refunded(kopecks, credit=self.credit, out_of=Account.BANK)


SUMS = st.integers(1, 10_000)
PLACES = st.integers(0, 20)
EVENTS = st.one_of(
    st.tuples(st.just("issue"), SUMS),
    st.tuples(st.just("receive"), SUMS, PLACES),
    st.tuples(st.just("take_back"), PLACES),
    st.tuples(st.just("accept"), PLACES, PLACES),
    st.tuples(st.just("lower"), PLACES, SUMS),
    st.tuples(st.just("refund"), SUMS),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=25))
def test_random_histories_balance_to_the_kopeck(history):
    book = Book()
    for verb, *values in history:
        getattr(book, verb)(*values)

        assert all(each.kopecks > 0 and each.debit is not each.credit for each in book.postings)
        assert sum(book.balance(account) for account in Account) == 0
        assert book.credit >= 0
        for invoice in book.invoices:
            assert book.balance(Account.RECEIVABLE, invoice) >= 0
            assert book.balance(Account.UNEARNED, invoice) <= 0
        assert book.credit == 0 or not book.claims(), "money waits while something is owed"
        assert book.balance(Account.BANK) >= 0


def test_money_pays_what_it_names_then_the_oldest_then_waits():
    claims = [Claim(1, DAY, 100), Claim(2, DAY + timedelta(30), 100)]

    assert rules.received(250, claims, into=Account.BANK, named=2) == [
        Posting(Account.BANK, Account.RECEIVABLE, 100, 2),
        Posting(Account.BANK, Account.RECEIVABLE, 100, 1),
        Posting(Account.BANK, Account.CREDITS, 50),
    ]


def test_a_new_invoice_takes_what_waits():
    assert rules.issued(7, 100, credit=30) == [
        Posting(Account.RECEIVABLE, Account.UNEARNED, 100, 7),
        Posting(Account.CREDITS, Account.RECEIVABLE, 30, 7),
    ]


def test_an_act_is_revenue_and_vat():
    assert rules.accepted(7, 122, 22) == [
        Posting(Account.UNEARNED, Account.REVENUE, 100, 7),
        Posting(Account.UNEARNED, Account.VAT, 22, 7),
    ]


def test_a_payment_taken_back_is_owed_again():
    assert rules.taken_back(100, credit=40, paid=[(9, 50), (8, 50)], out_of=Account.BANK) == [
        Posting(Account.CREDITS, Account.BANK, 40),
        Posting(Account.RECEIVABLE, Account.BANK, 50, 9),
        Posting(Account.RECEIVABLE, Account.BANK, 10, 8),
    ]
