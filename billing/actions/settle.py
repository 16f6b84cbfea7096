"""Whose a payment is: found, found to be another's, struck out as nobody's."""

from datetime import date, datetime

from django.db import transaction

from billing import standing
from billing.actions.confirm import Told, confirm, marked
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.ledger.rules import Account, Posting
from billing.models import Entry, Invoice, Payment
from tenants.accounts.actor import Actor
from tenants.isolation.scope import role_of
from tenants.models import City

_LATE = "Этот платёж уже разобран: обновите страницу."
INTO = {
    Payment.BANK: Account.BANK,
    Payment.HAND: Account.BANK,
    Payment.STRIPE: Account.STRIPE,
}
_WHOSE = ("city", "tenant", "invoice", "matched_at", "matched_by", "doubt")


@transaction.atomic
def settle(
    payment_id: int, *, city: City, invoice: Invoice | None, by: Actor, at: datetime
) -> Payment:
    """Give a payment to a city: the invoice it names, then the oldest, the rest waits.

    Money that an operator had marked by hand for this city is that mark, confirmed; it pays once.

    Raises:
        CannotDo: it is somebody's already, or the invoice is another city's.
    """
    book.hold([city.pk])
    payment = _locked(payment_id)
    if payment.city_id or (payment.struck_at and payment.fingerprint is None):
        raise CannotDo(_LATE)
    if invoice is not None and invoice.city_id != city.pk:
        raise CannotDo("Счёт другого города: выберите счёт этого.")
    if payment.fingerprint and (mark := _marked(payment, city)):
        return _merge(payment, mark, by=by, at=at)
    payment.struck_at, payment.struck_reason = None, ""
    payment.city, payment.tenant, payment.invoice = city, role_of(city.schema_name), invoice
    payment.matched_at, payment.matched_by, payment.doubt = at, by.name, ""
    payment.save(update_fields=[*_WHOSE, "struck_at", "struck_reason"])
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
    payment = _held(payment_id)
    city = payment.city
    if city is None:
        raise CannotDo("Этот платёж ничей: снимать не с кого.")
    if not reason.strip():
        raise CannotDo("Напишите, почему платёж снимается: основание останется в книгах.")
    postings = rules.taken_back(
        payment.kopecks,
        credit=reading.credit(city.pk),
        paid=_paid(payment),
        out_of=INTO[payment.source],
    )
    _write(payment, city, postings, Entry.UNPAYMENT, day=day_of(at), by=by, note=reason.strip())
    payment.city, payment.tenant, payment.invoice, payment.matched_at = None, "", None, None
    payment.matched_by, payment.doubt = by.name, reason.strip()
    payment.save(update_fields=_WHOSE)
    standing.weigh(city, at=at)
    return payment


@transaction.atomic
def strike(payment_id: int, *, reason: str, by: Actor, at: datetime) -> Payment:
    """A mark by hand that was a mistake, or money that came and is no city's payment.

    The first can stand on a city, the second must be taken off it before; it can be settled later.

    Raises:
        CannotDo: it is struck already, the bank says it is a city's, or there is no reason.
    """
    payment = _held(payment_id)
    if payment.struck_at:
        raise CannotDo(_LATE)
    if not reason.strip():
        raise CannotDo("Напишите, что это за деньги или в чём ошибка: причина останется в книгах.")
    if payment.city_id and not payment.is_mark:
        raise CannotDo("Об этом платеже сообщил банк: сначала снимите его с города.")
    if payment.city_id:
        payment = unsettle(payment_id, reason=reason, by=by, at=at)
    return _struck(payment, reason.strip(), by=by, at=at)


def _marked(payment: Payment, city: City) -> Payment | None:
    return marked(city.pk, kopecks=payment.kopecks, received_on=payment.received_on)


def _merge(payment: Payment, mark: Payment, *, by: Actor, at: datetime) -> Payment:
    """The bank's words go over to the mark; what remains of this row says where they went."""
    told, payment.fingerprint = Told.of(payment), None
    _struck(payment, f"Отмечен вручную {mark.received_on:%d.%m.%Y}", by=by, at=at)
    return confirm(mark, told)


def _struck(payment: Payment, reason: str, *, by: Actor, at: datetime) -> Payment:
    payment.struck_at, payment.struck_reason, payment.matched_by = at, reason, by.name
    payment.save(update_fields=["struck_at", "struck_reason", "matched_by", "fingerprint"])
    return payment


def _held(payment_id: int) -> Payment:
    """The payment's row, after the book of the city that has it: every action takes them in this order."""
    city = Payment.objects.values_list("city_id", flat=True).get(pk=payment_id)
    book.hold([city] if city else [])
    payment = _locked(payment_id)
    if payment.city_id != city:
        raise CannotDo(_LATE)
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
