"""Acts: each month of an invoice, when it is over, becomes revenue; and taking one back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet, Sum

from billing import periods, tariff
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.ledger.rules import Account, Posting
from billing.models import Act, Counter, Entry, Invoice
from tenants.accounts.actor import Actor
from tenants.models import City

BATCH = 1000


@dataclass(frozen=True, slots=True)
class _Part:
    """A month of an invoice that is over and has no act."""

    invoice: Invoice
    since: date
    until: date
    kopecks: int
    vat: int

    @property
    def day(self) -> date:
        return periods.last_day(self.until)


def accept_due(*, by: Actor, at: datetime) -> int:
    """An act for every month that is over, in every city; how many. A second run makes none twice."""
    today, made = day_of(at), 0
    ids = list(_open().order_by("city_id", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        made += _accept(ids[start : start + BATCH], today, by=by, at=at)
    return made


@transaction.atomic
def take_act_back(act_id: int, *, reason: str, by: Actor, at: datetime) -> Act:
    """An act that should not be: its revenue and VAT are taken back, and it can be made again.

    Raises:
        CannotDo: it is taken back already, or no reason is given.
    """
    book.hold(Act.objects.filter(pk=act_id).values_list("city_id", flat=True))
    act = Act.objects.select_for_update(of=("self",)).select_related("city").get(pk=act_id)
    if act.voided_at:
        raise CannotDo(f"Акт {act.number} уже отменён.")
    if not reason.strip():
        raise CannotDo("Напишите, почему акт отменяется: основание останется в книгах.")
    written = Entry.objects.filter(act=act, kind=Entry.ACT).order_by("pk")
    mirrored = [
        Posting(Account(each.credit), Account(each.debit), each.kopecks, each.invoice_id)
        for each in written
    ]
    book.write(
        book.entries(
            mirrored,
            city=act.city,
            kind=Entry.UNACT,
            day=book.open_day(act.issued_on),
            key=f"unact:{act.pk}",
            by=by.name,
            note=reason.strip(),
            act=act,
        )
    )
    act.voided_at, act.void_reason = at, reason.strip()
    act.save(update_fields=["voided_at", "void_reason"])
    return act


def _open() -> QuerySet[Invoice]:
    """Invoices of which something is not accepted yet."""
    unearned = (
        Entry.objects.filter(invoice__isnull=False)
        .order_by()
        .values("invoice_id")
        .annotate(left=reading.balance(Account.UNEARNED))
        .filter(left__lt=0)
    )
    return Invoice.objects.standing().filter(pk__in=unearned.values("invoice_id"))


@transaction.atomic
def _accept(ids: Sequence[int], today: date, *, by: Actor, at: datetime) -> int:
    invoices = list(Invoice.objects.filter(pk__in=ids).select_related("city").order_by("pk"))
    book.hold({invoice.city_id for invoice in invoices})
    done = Act.objects.filter(invoice__in=ids, voided_at=None)
    parts = list(_parts(invoices, done, today))
    first = book.first_open_day()
    acts: list[Act] = []
    for year in sorted({max(part.day, first).year for part in parts}):
        of_year = [part for part in parts if max(part.day, first).year == year]
        serials = Counter.take(Counter.ACT, year, len(of_year))
        acts += [
            Act(
                city_id=part.invoice.city_id,
                tenant=part.invoice.tenant,
                invoice=part.invoice,
                year=year,
                serial=serial,
                issued_on=max(part.day, first),
                since=part.since,
                until=part.until,
                kopecks=part.kopecks,
                vat_kopecks=part.vat,
                issued_at=at,
                by_name=by.name,
            )
            for part, serial in zip(of_year, serials, strict=True)
        ]
    book.write([line for act in Act.objects.bulk_create(acts) for line in _lines(act, by)])
    return len(acts)


def _parts(invoices: Sequence[Invoice], done: QuerySet[Act], today: date) -> Iterator[_Part]:
    left = reading.settled(invoice.pk for invoice in invoices)
    accepted: dict[int, set[date]] = {}
    for invoice_id, since in done.values_list("invoice_id", "since"):
        accepted.setdefault(invoice_id, set()).add(since)
    sums = done.order_by().values("invoice_id").annotate(k=Sum("kopecks"), v=Sum("vat_kopecks"))
    before = {row["invoice_id"]: (row["k"], row["v"]) for row in sums}
    for invoice in invoices:
        unearned = left[invoice.pk].unearned
        kopecks_so_far, vat_so_far = before.get(invoice.pk, (0, 0))
        for (since, until), share in periods.split(invoice.kopecks, invoice.since, invoice.until):
            if until > today or since in accepted.get(invoice.pk, ()):
                continue
            kopecks = unearned if until == invoice.until else min(share, unearned)
            if kopecks <= 0:
                continue
            kopecks_so_far += kopecks
            vat = (tariff.vat_within(kopecks_so_far, invoice.vat_percent) or 0) - vat_so_far
            yield _Part(invoice, since, until, kopecks, vat)
            unearned -= kopecks
            vat_so_far += vat


def _lines(act: Act, by: Actor) -> list[Entry]:
    city: City = act.invoice.city
    return book.entries(
        rules.accepted(act.invoice_id, act.kopecks, act.vat_kopecks),
        city=city,
        kind=Entry.ACT,
        day=act.issued_on,
        key=f"act:{act.pk}",
        by=by.name,
        act=act,
    )
