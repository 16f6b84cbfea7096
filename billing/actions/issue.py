"""Invoices: one by hand, or all that have become due, thousands in one go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from billing import periods, pricing, tariff
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.models import Contract, Counter, Entry, Invoice, Seller, Subscription
from billing.models.invoice import CONTRACT
from billing.usage import organisations_on
from tenants.accounts.actor import Actor

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A contract whose period has come and cannot be invoiced; the sentence says what is missing."""

    contract: Contract
    why: str


@dataclass(frozen=True, slots=True)
class _Draft:
    contract: Contract
    subscription: Subscription
    since: date
    until: date
    organisations: int
    lines: Sequence[pricing.Line]
    # An invoice that no timetable asks for.
    is_extra: bool = False
    ref: str | None = None

    @property
    def kopecks(self) -> int:
        return sum(line.kopecks for line in self.lines)


def issue_due(*, by: Actor, at: datetime) -> tuple[int, list[Held]]:
    """Every invoice whose period has come; how many, and what stands in the way of others.

    Missed periods are made up for, and a second run makes nothing twice.

    Raises:
        CannotDo: nobody has written the seller's details yet.
    """
    today, made = day_of(at), 0
    held: dict[int, Held] = {}
    while True:
        drafts, stopped = _due(today)
        held.update({each.contract.pk: each for each in stopped})
        if not drafts:
            return made, list(held.values())
        for start in range(0, len(drafts), BATCH):
            made += len(_write(drafts[start : start + BATCH], today, by=by, at=at))


def held_back(today: date) -> list[Held]:
    """What stands in the way of invoices that are due, for the operators' page."""
    return _due(today)[1]


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
    draft = _Draft(contract, subscription, since, until, 0, lines, is_extra=True, ref=ref)
    if draft.kopecks <= 0:
        raise CannotDo("Сумма счёта должна быть больше нуля.")
    if why := _obstacle(draft, _billed([contract.pk]).get(contract.pk, 0)):
        raise CannotDo(why)
    return _write([draft], day_of(at), by=by, at=at)[0]


def _due(today: date) -> tuple[list[_Draft], list[Held]]:
    """The next period of every contract, where it has come."""
    timetabled = Q(invoice__voided_at=None, invoice__plan__isnull=False)
    contracts = list(
        Contract.objects.filter(
            Q(ended_on=None) | Q(ended_on__gte=today - timedelta(days=366)),
            starts_on__lte=today,
            city__subscription__state=Subscription.ACTIVE,
            city__subscription__rail=CONTRACT,
        )
        .select_related("city__subscription__plan")
        .annotate(billed_until=Max("invoice__until", filter=timetabled))
        .order_by("city_id")
    )
    found = [(each, *_next(each)) for each in contracts]
    ready = [row for row in found if _has_come(*row, today=today)]
    used = organisations_on(today)
    billed = _billed([contract.pk for contract, *_ in ready])
    drafts, stopped = [], []
    for contract, since, until in ready:
        draft = _draft(contract, since, until, used.get(contract.tenant, 0))
        why = _obstacle(draft, billed.get(contract.pk, 0))
        if why:
            stopped.append(Held(contract, why))
        else:
            drafts.append(draft)
    return drafts, stopped


def _next(contract: Contract) -> tuple[date, date]:
    since = max(contract.billed_until or contract.starts_on, contract.starts_on)  # type: ignore[attr-defined]
    subscription = contract.city.subscription
    yearly = subscription.period == tariff.YEAR
    end = periods.year_later(since) if yearly else periods.following(since)
    last = subscription.ends_on or contract.ends_on
    return since, min(end, contract.until, last + timedelta(days=1))


def _has_come(contract: Contract, since: date, until: date, *, today: date) -> bool:
    return since < until and (since if contract.billing == Contract.AHEAD else until) <= today


def _draft(contract: Contract, since: date, until: date, organisations: int) -> _Draft:
    subscription = contract.city.subscription
    lines = pricing.lines(
        subscription.plan.terms(),
        subscription.period,
        organisations=organisations,
        fixed_kopecks=contract.fixed_kopecks,
        since=since,
        until=until,
    )
    return _Draft(contract, subscription, since, until, organisations, lines)


def _obstacle(draft: _Draft, billed: int) -> str:
    limit = draft.contract.limit_kopecks
    if limit is not None and billed + draft.kopecks > limit:
        return "Счёт превысит цену контракта: нужно дополнительное соглашение или новый контракт."
    return ""


def _billed(contracts: Iterable[int]) -> dict[int, int]:
    """What contracts were invoiced so far, corrections counted."""
    rows = list(
        Invoice.objects.standing()
        .filter(contract__in=list(contracts))
        .values_list("pk", "contract_id")
    )
    sums = reading.settled(pk for pk, _ in rows)
    total: dict[int, int] = {}
    for pk, contract in rows:
        total[contract] = total.get(contract, 0) + sums[pk].kopecks
    return total


@transaction.atomic
def _write(drafts: Sequence[_Draft], today: date, *, by: Actor, at: datetime) -> list[Invoice]:
    seller = Seller.current()
    if seller is None:
        raise CannotDo("Заполните реквизиты получателя платежа: без них счёт выставить нельзя.")
    book.refuse_closed(today)
    book.hold(draft.contract.city_id for draft in drafts)
    serials = Counter.take(Counter.INVOICE, today.year, len(drafts))
    invoices = Invoice.objects.bulk_create(
        [
            _invoice(draft, seller, today, serial, by=by, at=at)
            for draft, serial in zip(drafts, serials, strict=True)
        ]
    )
    book.write(list(_lines(drafts, invoices, today, by=by)))
    return invoices


def _invoice(
    draft: _Draft, seller: Seller, today: date, serial: int, *, by: Actor, at: datetime
) -> Invoice:
    contract, plan = draft.contract, draft.subscription.plan
    return Invoice(
        city_id=contract.city_id,
        tenant=contract.tenant,
        rail=CONTRACT,
        contract=contract,
        plan=None if draft.is_extra else plan,
        year=today.year,
        serial=serial,
        outside_ref=draft.ref,
        issued_on=today,
        due_on=today + timedelta(days=contract.due_days),
        since=draft.since,
        until=draft.until,
        organisations=draft.organisations,
        kopecks=draft.kopecks,
        vat_percent=plan.vat_percent,
        vat_kopecks=tariff.vat_within(draft.kopecks, plan.vat_percent) or 0,
        paper={
            "seller": seller.facts(),
            "buyer": contract.facts(),
            "lines": [line.facts() for line in draft.lines],
        },
        issued_at=at,
        by_name=by.name,
    )


def _lines(
    drafts: Sequence[_Draft], invoices: Sequence[Invoice], today: date, *, by: Actor
) -> Iterator[Entry]:
    waiting = reading.credits({draft.contract.city_id for draft in drafts})
    for draft, invoice in zip(drafts, invoices, strict=True):
        city = draft.contract.city
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
