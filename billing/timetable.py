"""What is due when: the next period of every contract, what it costs, what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from billing import periods, pricing, tariff
from billing.clock import day_of
from billing.ledger import reading
from billing.models import Contract, Invoice, Subscription
from billing.models.invoice import CONTRACT
from billing.usage import organisations_on

# More than this to make up for is a mistyped year, not a forgotten invoice.
MOST_MISSED_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Due:
    """An invoice that may be written: by which contract, for which days, what stands in it."""

    contract: Contract
    subscription: Subscription
    since: date
    until: date
    lines: Sequence[pricing.Line]
    organisations: int = 0
    # An invoice that no timetable asks for; `ref` names the wish for it, once.
    is_extra: bool = False
    ref: str | None = None

    @property
    def kopecks(self) -> int:
        """What it asks for."""
        return sum(line.kopecks for line in self.lines)


@dataclass(frozen=True, slots=True)
class Held:
    """A contract whose period has come and cannot be invoiced; the sentence says what is missing."""

    contract: Contract
    why: str


def due(today: date) -> tuple[list[Due], list[Held]]:
    """The next period of every contract, where it has come; a contract that is held stops no other."""
    contracts = list(_running(today))
    before, used = _billed_until(contracts), organisations_on(today)
    ready: list[Due] = []
    held: list[Held] = []
    for contract in contracts:
        try:
            since, until = _next(contract, before)
            if _has_come(contract, since, until, today=today):
                ready.append(_row(contract, since, until, used.get(contract.tenant, 0)))
        except (ArithmeticError, ValueError):  # a day beyond the calendar
            held.append(Held(contract, "Даты договора не считаются: внесите его с верными."))
    billed = _billed(row.contract.pk for row in ready)
    asked = [
        (row, _odd(row, today) or obstacle(row, billed.get(row.contract.pk, 0))) for row in ready
    ]
    held += [Held(row.contract, why) for row, why in asked if why]
    return [row for row, why in asked if not why], held


def held_back(today: date) -> list[Held]:
    """What stands in the way of invoices that are due, for the operators' page."""
    return due(today)[1]


def obstacle(row: Due, billed: int | None = None) -> str:
    """Why it may not be written, as a sentence; empty where nothing stands in the way."""
    if billed is None:
        billed = _billed([row.contract.pk]).get(row.contract.pk, 0)
    limit = row.contract.limit_kopecks
    if limit is not None and billed + row.kopecks > limit:
        return "Счёт превысит цену контракта: нужно дополнительное соглашение или новый контракт."
    return ""


def _running(today: date) -> QuerySet[Contract]:
    return (
        Contract.objects.filter(
            Q(ended_on=None) | Q(ended_on__gte=today - timedelta(days=366)),
            starts_on__lte=today,
            # Who has ended still pays for the days before.
            city__subscription__state__in=[Subscription.ACTIVE, Subscription.ENDED],
            city__subscription__rail=CONTRACT,
        )
        .select_related("city__subscription__plan")
        .order_by("city_id")
    )


def _billed_until(contracts: Iterable[Contract]) -> dict[int, date]:
    """Up to which day each contract was invoiced by the timetable."""
    rows = (
        Invoice.objects.standing()
        .filter(contract__in=[each.pk for each in contracts], plan__isnull=False)
        .order_by()
        .values_list("contract_id")
        .annotate(Max("until"))
    )
    return {contract: until for contract, until in rows if contract is not None}


def _next(contract: Contract, before: Mapping[int, date]) -> tuple[date, date]:
    since = max(before.get(contract.pk, contract.starts_on), contract.starts_on)
    subscription = contract.city.subscription
    yearly = subscription.period == tariff.YEAR
    ends = [periods.year_later(since) if yearly else periods.following(since), contract.until]
    if subscription.ends_on:
        ends.append(subscription.ends_on + timedelta(days=1))
    if subscription.ended_at:
        ends.append(day_of(subscription.ended_at) + timedelta(days=1))
    return since, min(ends)


def _has_come(contract: Contract, since: date, until: date, *, today: date) -> bool:
    return since < until and (since if contract.billing == Contract.AHEAD else until) <= today


def _row(contract: Contract, since: date, until: date, organisations: int) -> Due:
    subscription = contract.city.subscription
    lines = pricing.lines(
        subscription.plan.terms(),
        subscription.period,
        organisations=organisations,
        fixed_kopecks=contract.fixed_kopecks,
        since=since,
        until=until,
    )
    return Due(contract, subscription, since, until, lines, organisations)


def _odd(row: Due, today: date) -> str:
    """What no contract says when it was entered as it was signed."""
    missed = 12 * (today.year - row.since.year) + today.month - row.since.month
    if missed > MOST_MISSED_MONTHS:
        return f"Не выставлено больше {MOST_MISSED_MONTHS} месяцев: сверьте даты договора."
    if row.kopecks <= 0:
        return "Сумма счёта выходит нулевой: сверьте цену договора."
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
