"""What each event of money writes into the ledger. Pure: what stands in, postings out.

A posting takes a sum from one account and gives it to another (дебет, кредит), so no entry can be
out of balance. An invoice is a claim for a service not given yet; the act makes it revenue; money
pays the invoice it names, then the oldest, and what is left waits for the next one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from billing.amounts import short
from billing.errors import TooMuch


class Account(StrEnum):
    """Where money stands. The balance of each is debit less credit."""

    RECEIVABLE = "receivable"  # what the city has to pay by its invoices
    UNEARNED = "unearned"  # invoiced, the service is not accepted yet
    CREDITS = "credits"  # the city's money that no invoice has taken yet
    REVENUE = "revenue"  # accepted by acts, without VAT
    VAT = "vat"  # the VAT of acts
    BANK = "bank"  # what came to our account
    STRIPE = "stripe"  # what Stripe has taken for us

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    Account.RECEIVABLE: "К оплате по счетам",
    Account.UNEARNED: "Выставлено, не принято",
    Account.CREDITS: "Переплата",
    Account.REVENUE: "Выручка",
    Account.VAT: "НДС",
    Account.BANK: "Банк",
    Account.STRIPE: "Stripe",
}

MONEY = (Account.BANK, Account.STRIPE)


@dataclass(frozen=True, slots=True)
class Posting:
    """A sum that leaves `credit` for `debit`; `invoice` where it is about one."""

    debit: Account
    credit: Account
    kopecks: int
    invoice: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An invoice that is not paid in full."""

    invoice: int
    due_on: date
    kopecks: int


def issued(invoice: int, kopecks: int, credit: int) -> list[Posting]:
    """An invoice, and what the city's waiting money pays of it at once."""
    claim = Posting(Account.RECEIVABLE, Account.UNEARNED, kopecks, invoice)
    return [claim, *_some(Account.CREDITS, Account.RECEIVABLE, min(credit, kopecks), invoice)]


def received(
    kopecks: int, claims: Sequence[Claim], *, into: Account, named: int | None = None
) -> list[Posting]:
    """Money that came: the invoice it names, then the oldest (ГК РФ ст. 319.1), the rest waits."""
    postings, left = [], kopecks
    for claim in _in_turn(claims, named):
        paid = min(left, claim.kopecks)
        postings += _some(into, Account.RECEIVABLE, paid, claim.invoice)
        left -= paid
    return [*postings, *_some(into, Account.CREDITS, left)]


def offset(credit: int, claims: Sequence[Claim]) -> list[Posting]:
    """Waiting money set against what is owed, the oldest first (зачёт)."""
    return [
        posting
        for posting in received(credit, claims, into=Account.CREDITS)
        if posting.credit is Account.RECEIVABLE
    ]


def accepted(invoice: int, kopecks: int, vat: int) -> list[Posting]:
    """An act: a part of what was invoiced is given, and is revenue and VAT now."""
    return [
        *_some(Account.UNEARNED, Account.REVENUE, kopecks - vat, invoice),
        *_some(Account.UNEARNED, Account.VAT, vat, invoice),
    ]


def lowered(invoice: int, kopecks: int, *, owed: int, unearned: int) -> list[Posting]:
    """An invoice made smaller: what was not paid of it is owed no more, what was paid waits.

    Raises:
        TooMuch: acts have accepted more than would be left.
    """
    if kopecks > unearned:
        raise TooMuch(f"Актами не закрыто {short(unearned)}: больше снять нельзя.")
    forgiven = min(kopecks, owed)
    return [
        *_some(Account.UNEARNED, Account.RECEIVABLE, forgiven, invoice),
        *_some(Account.UNEARNED, Account.CREDITS, kopecks - forgiven, invoice),
    ]


def refunded(kopecks: int, *, credit: int, out_of: Account) -> list[Posting]:
    """Waiting money sent back.

    Raises:
        TooMuch: not so much waits.
    """
    if kopecks > credit:
        raise TooMuch(f"Переплата {short(credit)}: больше вернуть нельзя.")
    return _some(Account.CREDITS, out_of, kopecks)


def taken_back(
    kopecks: int, *, credit: int, paid: Sequence[tuple[int, int]], out_of: Account
) -> list[Posting]:
    """Money that was never this city's: what waits goes first, then invoices are owed again.

    `paid` are invoices and what is paid of each, in the order in which they shall be owed again.

    Raises:
        TooMuch: some of it was sent back already.
    """
    left = kopecks - min(credit, kopecks)
    postings = _some(Account.CREDITS, out_of, kopecks - left)
    for invoice, sum_paid in paid:
        again = min(left, sum_paid)
        postings += _some(Account.RECEIVABLE, out_of, again, invoice)
        left -= again
    if left:
        raise TooMuch("Часть этих денег уже возвращена плательщику: сначала отмените возврат.")
    return postings


def _in_turn(claims: Sequence[Claim], named: int | None) -> Iterator[Claim]:
    yield from sorted(claims, key=lambda each: (each.invoice != named, each.due_on, each.invoice))


def _some(
    debit: Account, credit: Account, kopecks: int, invoice: int | None = None
) -> list[Posting]:
    return [Posting(debit, credit, kopecks, invoice)] if kopecks > 0 else []
