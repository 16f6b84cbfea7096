"""The ledger follows what a rail says of an invoice, however often and in whatever order it is said."""

from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import Sum

from billing import standing, tariff
from billing.actions.lower import lower, void
from billing.actions.receive import Told, receive
from billing.clock import day_of
from billing.facts import CURRENCY
from billing.ledger import book, reading, rules
from billing.ledger.rules import Account
from billing.models import Entry, Invoice, Payment, Subscription
from billing.models.invoice import STRIPE
from tenants.accounts.actor import SYSTEM
from tenants.isolation.scope import role_of
from tenants.models import City


class Said(Protocol):
    """What is known of an invoice at a rail; sums in kopecks."""

    ref: str
    number: str
    state: str
    currency: str
    kopecks: int
    paid_kopecks: int
    refunded_kopecks: int
    issued_at: datetime
    due_at: datetime | None
    paid_at: datetime | None
    period_start: datetime
    period_end: datetime
    page_url: str


@transaction.atomic
def follow_invoice(said: Said, *, city: City, at: datetime) -> Invoice | None:
    """Bring the ledger to what the rail says: issued, paid, refunded, taken back.

    None for an invoice that never asked for anything: of a trial, or void before we heard of it; and for
    one in another money, which the comparison names.
    One that the rail has given up stays owed here: it asks no more, the city has not paid, and what
    follows a debt goes on until it pays or somebody lowers the invoice.
    """
    if said.currency != CURRENCY:
        return None
    book.hold([city.pk])
    invoice = Invoice.objects.filter(outside_ref=said.ref).first()
    if invoice is None:
        if said.kopecks <= 0 or said.state == "void":
            return None
        invoice = _issue(said, city, at=at)
    elif invoice.outside_url != said.page_url:
        invoice.outside_url = said.page_url
        invoice.save(update_fields=["outside_url"])
    _pay(said, invoice, at=at)
    _let_off(said, invoice, at=at)
    _give_back(said, invoice, at=at)
    if said.state == "void" and not invoice.voided_at:
        _take_back(invoice, at=at)
    standing.weigh(city, at=at)
    return invoice


def _issue(said: Said, city: City, *, at: datetime) -> Invoice:
    plan = Subscription.objects.select_related("plan").get(city=city).plan
    issued_on = day_of(said.issued_at)
    since = day_of(said.period_start)
    invoice = Invoice.objects.create(
        city=city,
        tenant=role_of(city.schema_name),
        rail=STRIPE,
        plan=plan,
        outside_ref=said.ref,
        outside_number=said.number,
        outside_url=said.page_url,
        issued_on=issued_on,
        due_on=max(issued_on, day_of(said.due_at)) if said.due_at else issued_on,
        since=since,
        until=max(day_of(said.period_end), since + timedelta(days=1)),
        kopecks=said.kopecks,
        vat_percent=plan.vat_percent,
        vat_kopecks=tariff.vat_within(said.kopecks, plan.vat_percent) or 0,
        issued_at=at,
        by_name=SYSTEM.name,
    )
    # Stripe asks for all of it, whatever waits with us.
    _write(invoice, rules.issued(invoice.pk, invoice.kopecks, 0), Entry.INVOICE, day=issued_on)
    return invoice


def _pay(said: Said, invoice: Invoice, *, at: datetime) -> None:
    # By its name at the rail: an operator may have taken one off the city since.
    known = Payment.objects.filter(outside_ref__startswith=f"{said.ref}:")
    missing = said.paid_kopecks - sum(known.values_list("kopecks", flat=True))
    if missing > 0:
        receive(
            kopecks=missing,
            received_on=day_of(said.paid_at or at),
            source=Payment.STRIPE,
            city=invoice.city,
            invoice=invoice,
            told=Told(outside_ref=f"{said.ref}:{said.paid_kopecks}"),
            by=SYSTEM,
            at=at,
        )


def _let_off(said: Said, invoice: Invoice, *, at: datetime) -> None:
    """What the rail asks no more, though no money came: a credit note that somebody wrote there."""
    known = Entry.objects.filter(key__startswith=f"{Entry.CREDIT}:{invoice.pk}.rail-")
    missing = invoice.kopecks - said.kopecks - sum(known.values_list("kopecks", flat=True))
    now = reading.settled([invoice.pk])[invoice.pk]
    if (off := min(missing, now.unearned)) <= 0:
        return
    postings = rules.lowered(invoice.pk, off, owed=now.owed, unearned=now.unearned)
    _write(invoice, postings, Entry.CREDIT, day=day_of(at), step=f"rail-{said.kopecks}")


def _give_back(said: Said, invoice: Invoice, *, at: datetime) -> None:
    """Money that Stripe sent back: what waits of this invoice goes first, then it is that much smaller.

    What acts took is owed again. A payment that is no city's any more was taken out of the books then.
    """
    known = Entry.objects.filter(invoice=invoice, credit=Account.STRIPE, kind=Entry.REFUND)
    nobodys = Payment.objects.filter(outside_ref__startswith=f"{said.ref}:", city=None)
    before = sum(known.values_list("kopecks", flat=True))
    missing = said.refunded_kopecks - before - sum(nobodys.values_list("kopecks", flat=True))
    if missing <= 0:
        return
    now, waiting = reading.settled([invoice.pk])[invoice.pk], _waiting(invoice)
    less = max(0, min(missing - waiting, now.unearned))
    postings = rules.lowered(invoice.pk, less, owed=now.owed, unearned=now.unearned)
    freed = sum(each.kopecks for each in postings if each.credit is Account.CREDITS)
    postings += rules.taken_back(
        missing,
        credit=waiting + freed,
        paid=[(invoice.pk, now.paid - freed)],
        out_of=Account.STRIPE,
    )
    # Named by the invoice on every line, so that the next news finds what was sent back before.
    named = [rules.Posting(p.debit, p.credit, p.kopecks, invoice.pk) for p in postings]
    _write(invoice, named, Entry.REFUND, day=day_of(at), step=str(before))


def _waiting(invoice: Invoice) -> int:
    """What this invoice set free, by an operator's hand, and the city has not spent since."""
    rows = Entry.objects.filter(invoice=invoice)
    freed = rows.filter(debit=Account.UNEARNED).aggregate(of=reading.balance(Account.CREDITS))["of"]
    back = rows.filter(debit=Account.CREDITS, credit=Account.STRIPE).aggregate(of=Sum("kopecks"))[
        "of"
    ]
    return max(0, min(-(freed or 0) - (back or 0), reading.credit(invoice.city_id)))


def _take_back(invoice: Invoice, *, at: datetime) -> None:
    reason = "Отменён в Stripe."
    if not invoice.acts.filter(voided_at=None).exists():
        void(invoice.pk, reason=reason, by=SYSTEM, at=at)
    elif left := reading.settled([invoice.pk])[invoice.pk].unearned:
        lower(invoice.pk, kopecks=left, reason=reason, by=SYSTEM, at=at)


def _write(
    invoice: Invoice, postings: list[rules.Posting], kind: str, *, day: date, step: str = ""
) -> None:
    book.write(
        book.entries(
            postings,
            city=invoice.city,
            kind=kind,
            day=book.open_day(day),
            key=f"{kind}:{invoice.pk}{f'.{step}' if step else ''}",
            by=SYSTEM.name,
        )
    )
