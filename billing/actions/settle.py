"""Whose a payment is: found, found to be another's, struck out."""

from datetime import date, datetime

from django.db import transaction

from billing import standing
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.ledger.rules import Account, Posting
from billing.models import Entry, Invoice, Payment
from tenants.accounts.actor import Actor
from tenants.isolation.scope import role_of
from tenants.models import City

INTO = {
    Payment.BANK: Account.BANK,
    Payment.HAND: Account.BANK,
    Payment.STRIPE: Account.STRIPE,
}


@transaction.atomic
def settle(
    payment_id: int, *, city: City, invoice: Invoice | None, by: Actor, at: datetime
) -> Payment:
    """Give a payment to a city: the invoice it names, then the oldest, the rest waits.

    Raises:
        CannotDo: it is somebody's already, or the invoice is another city's.
    """
    payment = _locked(payment_id)
    if payment.struck_at or payment.city_id:
        raise CannotDo("Этот платёж уже разобран: обновите страницу.")
    if invoice is not None and invoice.city_id != city.pk:
        raise CannotDo("Счёт другого города: выберите счёт этого.")
    book.hold([city.pk])
    payment.city, payment.tenant, payment.invoice = city, role_of(city.schema_name), invoice
    payment.matched_at, payment.matched_by, payment.doubt = at, by.name, ""
    payment.save(update_fields=["city", "tenant", "invoice", "matched_at", "matched_by", "doubt"])
    postings = rules.received(
        payment.kopecks,
        reading.claims(city.pk),
        into=INTO[payment.source],
        named=invoice.pk if invoice else None,
    )
    _write(payment, city, postings, Entry.PAYMENT, day=payment.received_on, by=by)
    standing.weigh(city, at=at)
    return payment


@transaction.atomic
def unsettle(payment_id: int, *, reason: str, by: Actor, at: datetime) -> Payment:
    """Take a payment from a city it does not belong to; what it had paid is owed again.

    Raises:
        CannotDo: nobody has it, no reason is given, or a part was sent back to the payer already.
    """
    payment = _locked(payment_id)
    city = payment.city
    if city is None:
        raise CannotDo("Этот платёж ничей: снимать не с кого.")
    if not reason.strip():
        raise CannotDo("Напишите, почему платёж снимается: основание останется в книгах.")
    book.hold([city.pk])
    postings = rules.taken_back(
        payment.kopecks,
        credit=reading.credit(city.pk),
        paid=_paid(payment),
        out_of=INTO[payment.source],
    )
    _write(payment, city, postings, Entry.UNPAYMENT, day=day_of(at), by=by, note=reason.strip())
    payment.city, payment.tenant, payment.invoice, payment.matched_at = None, "", None, None
    payment.matched_by, payment.doubt = by.name, reason.strip()
    payment.save(update_fields=["city", "tenant", "invoice", "matched_at", "matched_by", "doubt"])
    standing.weigh(city, at=at)
    return payment


@transaction.atomic
def strike(payment_id: int, *, reason: str, by: Actor, at: datetime) -> Payment:
    """A mark made by hand that was a mistake: no such money came.

    Raises:
        CannotDo: the bank says it did, or there is no reason.
    """
    payment = _locked(payment_id)
    if payment.source != Payment.HAND or payment.fingerprint:
        raise CannotDo("Об этом платеже сообщил банк: его можно снять с города, но не вычеркнуть.")
    if payment.city_id:
        payment = unsettle(payment_id, reason=reason, by=by, at=at)
    payment.struck_at, payment.struck_reason = at, reason.strip()
    payment.save(update_fields=["struck_at", "struck_reason"])
    return payment


def _locked(payment_id: int) -> Payment:
    rows = Payment.objects.select_for_update(of=("self",)).select_related("city")
    return rows.get(pk=payment_id)


def _paid(payment: Payment) -> list[tuple[int, int]]:
    """What is paid of the city's invoices: those of this payment first, then the latest."""
    own = set(Entry.objects.filter(payment=payment).values_list("invoice_id", flat=True))
    invoices = Invoice.objects.filter(city=payment.city_id).order_by("-due_on", "-pk")
    ids = sorted(invoices.values_list("pk", flat=True), key=lambda each: each not in own)
    return [(each, found.paid) for each, found in reading.settled(ids).items() if found.paid > 0]


def _write(
    payment: Payment,
    city: City,
    postings: list[Posting],
    kind: str,
    *,
    day: date,
    by: Actor,
    note: str = "",
) -> None:
    # A payment may change hands more than once: each time is an event of its own.
    before = Entry.objects.filter(payment=payment).count()
    book.write(
        book.entries(
            postings,
            city=city,
            kind=kind,
            day=book.open_day(day),
            key=f"{kind}:{payment.pk}.{before}",
            by=by.name,
            note=note,
            payment=payment,
        )
    )
