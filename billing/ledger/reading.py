"""What stands in the ledger: every figure is a sum of its lines, none is kept beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest

from billing.ledger.rules import MONEY, Account, Claim
from billing.models import Entry


@dataclass(frozen=True, slots=True)
class Settled:
    """An invoice: what it asks for after corrections, what is owed of it, what no act has taken yet."""

    kopecks: int = 0
    owed: int = 0
    unearned: int = 0

    @property
    def paid(self) -> int:
        """What has been paid of it."""
        return self.kopecks - self.owed


def balance(*accounts: Account) -> Sum:
    """Debit less credit of some accounts together, as a sum to aggregate."""
    debits = Case(When(debit__in=accounts, then=F("kopecks")), default=Value(0))
    credits = Case(When(credit__in=accounts, then=F("kopecks")), default=Value(0))
    return Sum(debits - credits)


def balances(rows: QuerySet[Entry]) -> dict[Account, int]:
    """All accounts over some lines."""
    sums = {account.value: Coalesce(balance(account), 0) for account in Account}
    found = rows.aggregate(**{f"of_{name}": each for name, each in sums.items()})
    return {account: found[f"of_{account.value}"] for account in Account}


def settled(invoices: Iterable[int]) -> dict[int, Settled]:
    """How invoices stand; one the ledger does not know stands at nothing."""
    ids = list(invoices)
    asked = (Account.RECEIVABLE, Account.CREDITS)
    # What left «unearned» for a claim or back, not for revenue: the sum of the invoice as corrected.
    total = Sum(
        Case(
            When(credit=Account.UNEARNED, debit=Account.RECEIVABLE, then=F("kopecks")),
            When(debit=Account.UNEARNED, credit__in=asked, then=-F("kopecks")),
            default=Value(0),
        )
    )
    rows = (
        Entry.objects.filter(invoice__in=ids)
        .order_by()
        .values("invoice_id")
        .annotate(total=total, owed=balance(Account.RECEIVABLE), unearned=balance(Account.UNEARNED))
    )
    found = {
        row["invoice_id"]: Settled(row["total"], row["owed"], -row["unearned"]) for row in rows
    }
    return {each: found.get(each, Settled()) for each in ids}


def credits(cities: Iterable[int]) -> dict[int, int]:
    """Money that waits for invoices, by city."""
    rows = (
        Entry.objects.filter(
            Q(debit=Account.CREDITS) | Q(credit=Account.CREDITS), city__in=list(cities)
        )
        .order_by()
        .values("city_id")
        .annotate(found=balance(Account.CREDITS))
    )
    return {row["city_id"]: -row["found"] for row in rows}


def credit(city: int) -> int:
    """The same of one city."""
    return credits([city]).get(city, 0)


def claims(city: int) -> list[Claim]:
    """What a city owes, by invoice."""
    owed = _owed().filter(city=city).values_list("invoice_id", "due", "owed")
    return [Claim(*row) for row in owed]


def all_claims() -> dict[int, list[Claim]]:
    """What every city owes."""
    found: dict[int, list[Claim]] = {}
    rows = _owed().values_list("city_id", "invoice_id", "due", "owed")
    for city, *claim in rows:
        found.setdefault(city, []).append(Claim(*claim))
    return found


def oldest_due() -> Mapping[int, date]:
    """For each city that owes: the day by which the oldest of it had to be paid."""
    return {city: min(claim.due_on for claim in claims) for city, claims in all_claims().items()}


def debt(rows: QuerySet[Entry]) -> int:
    """What a city owes by acts and payments alone, as both sides' books count it (сверка).

    Services accepted less money received; below zero, money is ahead of the services.
    """
    sums = balances(rows)
    delivered = -(sums[Account.REVENUE] + sums[Account.VAT])
    return delivered - sum(sums[account] for account in MONEY)


def _owed() -> Any:
    """Rows of invoices that are not paid in full: what is owed of each, by which day.

    Money that went back leaves as many days to pay anew as the invoice gave: nobody is shut for
    what became a debt this minute.
    """
    touched = Entry.objects.filter(Q(debit=Account.RECEIVABLE) | Q(credit=Account.RECEIVABLE))
    went_back = Max(
        "day", filter=Q(debit=Account.RECEIVABLE, kind__in=[Entry.UNPAYMENT, Entry.REFUND])
    )
    given = F("invoice__due_on") - F("invoice__issued_on")
    return (
        touched.order_by()
        .values("invoice_id", "invoice__due_on", "invoice__issued_on")
        .annotate(
            owed=balance(Account.RECEIVABLE),
            due=Greatest(F("invoice__due_on"), Cast(went_back + given, DateField())),
        )
        .filter(owed__gt=0)
    )
