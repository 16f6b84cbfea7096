"""Invoices: one by hand, or all that have become due, thousands in one go."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from billing import pricing, tariff, timetable
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.models import Contract, Counter, Entry, Invoice, Seller, Subscription
from billing.models.invoice import CONTRACT
from billing.timetable import Due, Held
from tenants.accounts.actor import Actor

BATCH = 1000


def issue_due(*, by: Actor, at: datetime) -> tuple[int, list[Held]]:
    """Every invoice whose period has come; how many, and what stands in the way of others.

    Missed periods are made up for, and a second run makes nothing twice.

    Raises:
        CannotDo: nobody has written the seller's details yet.
    """
    today, made = day_of(at), 0
    held: dict[int, Held] = {}
    while True:
        rows, stopped = timetable.due(today)
        held.update({each.contract.pk: each for each in stopped})
        if not rows:
            return made, list(held.values())
        for start in range(0, len(rows), BATCH):
            made += len(_write(rows[start : start + BATCH], today, by=by, at=at))


@transaction.atomic
def issue(
    contract: Contract,
    lines: Sequence[pricing.Line],
    *,
    since: date,
    until: date,
    by: Actor,
    at: datetime,
    ref: str | None = None,
) -> Invoice:
    """An invoice that no timetable asks for, by an operator's hand; `ref` names the wish, once.

    Raises:
        CannotDo: there are no lines, the limit is passed, or the seller is not known yet.
    """
    subscription = Subscription.objects.select_related("plan").get(city=contract.city_id)
    extra = Due(contract, subscription, since, until, lines, is_extra=True, ref=ref)
    if extra.kopecks <= 0:
        raise CannotDo("Сумма счёта должна быть больше нуля.")
    if why := timetable.obstacle(extra):
        raise CannotDo(why)
    return _write([extra], day_of(at), by=by, at=at)[0]


@transaction.atomic
def _write(rows: Sequence[Due], today: date, *, by: Actor, at: datetime) -> list[Invoice]:
    seller = Seller.current()
    if seller is None:
        raise CannotDo("Заполните реквизиты получателя платежа: без них счёт выставить нельзя.")
    book.refuse_closed(today)
    book.hold(row.contract.city_id for row in rows)
    serials = Counter.take(Counter.INVOICE, today.year, len(rows))
    invoices = Invoice.objects.bulk_create(
        [
            _invoice(row, seller, today, serial, by=by, at=at)
            for row, serial in zip(rows, serials, strict=True)
        ]
    )
    book.write(list(_lines(rows, invoices, today, by=by)))
    return invoices


def _invoice(
    row: Due, seller: Seller, today: date, serial: int, *, by: Actor, at: datetime
) -> Invoice:
    contract, plan = row.contract, row.subscription.plan
    return Invoice(
        city_id=contract.city_id,
        tenant=contract.tenant,
        rail=CONTRACT,
        contract=contract,
        plan=None if row.is_extra else plan,
        year=today.year,
        serial=serial,
        outside_ref=row.ref,
        issued_on=today,
        due_on=today + timedelta(days=contract.due_days),
        since=row.since,
        until=row.until,
        organisations=row.organisations,
        kopecks=row.kopecks,
        vat_percent=plan.vat_percent,
        vat_kopecks=tariff.vat_within(row.kopecks, plan.vat_percent) or 0,
        paper={
            "seller": seller.facts(),
            "buyer": contract.facts(),
            "lines": [line.facts() for line in row.lines],
        },
        issued_at=at,
        by_name=by.name,
    )


def _lines(
    rows: Sequence[Due], invoices: Sequence[Invoice], today: date, *, by: Actor
) -> Iterator[Entry]:
    waiting = reading.credits({row.contract.city_id for row in rows})
    for row, invoice in zip(rows, invoices, strict=True):
        city = row.contract.city
        postings = rules.issued(invoice.pk, invoice.kopecks, waiting.get(city.pk, 0))
        waiting[city.pk] = waiting.get(city.pk, 0) - sum(each.kopecks for each in postings[1:])
        yield from book.entries(
            postings,
            city=city,
            kind=Entry.INVOICE,
            day=today,
            key=f"invoice:{invoice.pk}",
            by=by.name,
        )
