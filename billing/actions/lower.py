"""An invoice made smaller, or taken back altogether."""

from datetime import datetime

from django.db import transaction

from billing import standing
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.models import Entry, Invoice
from tenants.accounts.actor import Actor


@transaction.atomic
def lower(invoice_id: int, *, kopecks: int, reason: str, by: Actor, at: datetime) -> Invoice:
    """Take a sum off an invoice: a discount, a service not given. What was paid of it waits.

    Raises:
        CannotDo: the invoice is taken back, acts have accepted more, no sum or no reason.
    """
    invoice = _standing(invoice_id, reason)
    if kopecks <= 0:
        raise CannotDo("Сумма должна быть больше нуля.")
    _lower(invoice, kopecks, reason.strip(), by=by, at=at)
    standing.weigh(invoice.city, at=at)
    return invoice


@transaction.atomic
def void(invoice_id: int, *, reason: str, by: Actor, at: datetime) -> Invoice:
    """Take an invoice back whole; its number stays used, its money waits for the next one.

    Raises:
        CannotDo: it is taken back already, an act stands on it, or there is no reason.
    """
    invoice = _standing(invoice_id, reason)
    if invoice.acts.filter(voided_at=None).exists():
        raise CannotDo("По счёту есть акт: сначала отмените акт.")
    left = reading.settled([invoice.pk])[invoice.pk].kopecks
    if left:
        _lower(invoice, left, reason.strip(), by=by, at=at)
    invoice.voided_at, invoice.void_reason = at, reason.strip()
    invoice.save(update_fields=["voided_at", "void_reason"])
    standing.weigh(invoice.city, at=at)
    return invoice


def _standing(invoice_id: int, reason: str) -> Invoice:
    """The invoice, its city's book held before it."""
    book.hold(Invoice.objects.filter(pk=invoice_id).values_list("city_id", flat=True))
    rows = Invoice.objects.select_for_update(of=("self",)).select_related("city")
    invoice = rows.get(pk=invoice_id)
    if invoice.voided_at:
        raise CannotDo(f"Счёт {invoice.number} уже отменён.")
    if not reason.strip():
        raise CannotDo("Напишите причину: она останется в книгах.")
    return invoice


def _lower(invoice: Invoice, kopecks: int, reason: str, *, by: Actor, at: datetime) -> None:
    """The sum off the invoice; money that is free by it pays what else is owed."""
    city, now = invoice.city, reading.settled([invoice.pk])[invoice.pk]
    day = book.open_day(day_of(at))
    # How much of it was taken off before makes each time an event of its own.
    key = f"credit:{invoice.pk}.{invoice.kopecks - now.kopecks}"
    postings = rules.lowered(invoice.pk, kopecks, owed=now.owed, unearned=now.unearned)
    book.write(
        book.entries(
            postings, city=city, kind=Entry.CREDIT, day=day, key=key, by=by.name, note=reason
        )
    )
    offset = rules.offset(reading.credit(city.pk), reading.claims(city.pk))
    book.write(
        book.entries(offset, city=city, kind=Entry.OFFSET, day=day, key=f"offset:{key}", by=by.name)
    )
