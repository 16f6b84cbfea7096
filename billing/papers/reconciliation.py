"""«Акт сверки»: what was given and what was paid between two days, out of the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from billing.amounts import figures
from billing.ledger import reading
from billing.ledger.rules import MONEY, Account
from billing.models import Contract, Entry, Seller
from billing.papers import wording
from billing.papers.press import printed
from billing.periods import last_day
from billing.spelled import money

_EARNED = (Account.REVENUE, Account.VAT)


@dataclass(frozen=True, slots=True)
class Row:
    """One paper: what the city owes more by it, or has paid by it; taken back, below zero."""

    day: date
    title: str
    given: int
    paid: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A period of mutual accounts."""

    opening: int
    rows: list[Row]

    @property
    def given(self) -> int:
        """Services accepted in the period."""
        return sum(row.given for row in self.rows)

    @property
    def paid(self) -> int:
        """Money received in the period, less what was sent back."""
        return sum(row.paid for row in self.rows)

    @property
    def closing(self) -> int:
        """What the city owes at the end; below zero, what we owe it."""
        return self.opening + self.given - self.paid


def sheet(city: int, since: date, until: date) -> Sheet:
    """The accounts of a city, by its key, between two days; `until` is the first day after."""
    entries = Entry.objects.filter(city_id=city)
    within = (
        entries.filter(day__gte=since, day__lt=until)
        .select_related("act", "payment")
        .order_by("day", "pk")
    )
    rows = [row for _, event in groupby(within, key=_event) for row in _rows(list(event))]
    return Sheet(reading.debt(entries.filter(day__lt=since)), rows)


def pdf(city: int, name: str, since: date, until: date) -> bytes:
    """The paper for two signatures; the city's side as in its last contract."""
    return printed("reconciliation", facts(city, name, since, until))


def facts(city: int, name: str, since: date, until: date) -> dict[str, Any]:
    """What stands on it."""
    found = sheet(city, since, until)
    seller = Seller.current()
    contract = Contract.objects.filter(city_id=city, starts_on__lt=until).first()
    ours = seller.short_name if seller else "Исполнитель"
    theirs = contract.customer if contract else name
    return {
        "since": wording.day(since),
        "until": wording.day(last_day(until)),
        "ours": ours,
        "theirs": theirs,
        "contract": str(contract) if contract else "",
        "director": seller.facts() if seller else {},
        "buyer": contract.facts() if contract else {},
        "opening": _sides(found.opening),
        "rows": [
            [f"{row.day:%d.%m.%Y}", row.title, _cell(row.given), _cell(row.paid)]
            for row in found.rows
        ],
        "turnover": [figures(found.given), figures(found.paid)],
        "closing": _sides(found.closing),
        "words": _said(found.closing, ours, theirs, last_day(until)),
    }


def _event(entry: Entry) -> str:
    return entry.key.rpartition(":")[0]


def _rows(event: list[Entry]) -> Iterable[Row]:
    first = event[0]
    given = sum(e.kopecks * ((e.credit in _EARNED) - (e.debit in _EARNED)) for e in event)
    paid = sum(e.kopecks * ((e.debit in MONEY) - (e.credit in MONEY)) for e in event)
    if given or paid:
        yield Row(first.day, _title(first), given, paid)


def _title(entry: Entry) -> str:
    if entry.act:
        made = f"Акт № {entry.act.number} от {entry.act.issued_on:%d.%m.%Y}"
        return made if entry.kind == Entry.ACT else f"{made}, отменён"
    if entry.kind == Entry.REFUND or not entry.payment:
        return "Возврат"
    payment = entry.payment
    written = f" от {payment.written_on:%d.%m.%Y}" if payment.written_on else ""
    order = f"Платёжное поручение № {payment.order_number}{written}"
    made = order if payment.order_number else f"Оплата {payment.received_on:%d.%m.%Y}"
    return made if entry.kind == Entry.PAYMENT else f"{made}, снята"


def _sides(debt: int) -> list[str]:
    return [_cell(max(debt, 0)), _cell(max(-debt, 0))]


def _cell(kopecks: int) -> str:
    return figures(kopecks) if kopecks else ""


def _said(debt: int, ours: str, theirs: str, day: date) -> str:
    when = f"На {wording.day(day)}"
    if not debt:
        return f"{when} задолженности нет."
    whose = ours if debt > 0 else theirs
    return (
        f"{when} задолженность в пользу: {whose}, {figures(abs(debt))} руб. ({money(abs(debt))})."
    )
