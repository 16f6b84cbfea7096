"""What the money page says on top: what comes in every month, who owes how much and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from billing import tariff, usage, ways
from billing.ledger import reading
from billing.ledger.rules import Claim
from billing.models import Contract, ContractRequest, Payment, Seller, Subscription
from billing.models.invoice import CONTRACT
from tenants.models import City

# Days after the last day to pay: a column for each, the first for what is not due yet.
AGES = ((0, "срок не вышел"), (30, "до 30 дней"), (60, "31–60 дней"), (90, "61–90 дней"))
OLDER = "больше 90 дней"


@dataclass(frozen=True, slots=True)
class Column:
    """An age of debts: how much, of how many cities."""

    title: str
    kopecks: int
    cities: int


@dataclass(frozen=True, slots=True)
class Debtor:
    """A city that has to pay."""

    city: City
    owed: int
    overdue: int
    oldest: date
    days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The top of the page."""

    mrr_kopecks: int
    paying: int
    trials: int
    owed: int
    overdue: int
    columns: Sequence[Column]
    debtors: Sequence[Debtor]


def overview(today: date) -> Overview:
    """Every figure of the page's top."""
    claims = reading.all_claims()
    cities = City.objects.in_bulk(claims)
    debtors = sorted(
        (_debtor(cities[city], own, today) for city, own in claims.items()),
        key=lambda each: (-each.days, -each.owed),
    )
    active = list(
        Subscription.objects.filter(state=Subscription.ACTIVE).select_related("plan", "city")
    )
    return Overview(
        mrr_kopecks=sum(monthly(active, today).values()),
        paying=len(active),
        trials=Subscription.objects.filter(state=Subscription.TRIAL).count(),
        owed=sum(each.owed for each in debtors),
        overdue=sum(each.overdue for each in debtors),
        columns=_columns(claims, today),
        debtors=debtors,
    )


def monthly(subscriptions: Sequence[Subscription], today: date) -> dict[int, int]:
    """What each subscription brings a month, by city: a contract's own price, or the plan's."""
    fixed = dict(
        Contract.objects.in_force(today)
        .exclude(fixed_kopecks=None)
        .values_list("city_id", "fixed_kopecks")
    )
    used = usage.organisations_on(today)
    found = {}
    for each in subscriptions:
        period, months = (tariff.YEAR, 12) if each.period == tariff.YEAR else (tariff.MONTH, 1)
        quote = tariff.quote(each.plan.terms(), used.get(each.tenant, 0), period)
        found[each.city_id] = round((fixed.get(each.city_id) or quote.kopecks) / months)
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person has to do."""

    requests: Sequence[ContractRequest]
    unmatched: int
    unmatched_kopecks: int
    ending: Sequence[Contract]
    # Cities that go on by a contract that holds no more.
    uncovered: Sequence[Subscription]
    has_seller: bool


def waiting(today: date) -> Waiting:
    """Requests of cities, money of nobody, contracts that end soon without another."""
    unmatched = list(Payment.objects.unmatched().values_list("kopecks", flat=True))
    later = Contract.objects.filter(starts_on__gt=today).values("city")
    ending = (
        Contract.objects.in_force(today)
        .filter(ends_on__lte=today + ways.NEARLY)
        .exclude(Q(city__in=later))
        .exclude(city__subscription__state=Subscription.ENDED)
        .select_related("city")
        .order_by("ends_on")
    )
    covered = Contract.objects.not_over(today).values("city")
    uncovered = (
        Subscription.objects.filter(state=Subscription.ACTIVE, rail=CONTRACT)
        .exclude(city__in=covered)
        .select_related("city")
        .order_by("city__name")
    )
    return Waiting(
        requests=list(ContractRequest.objects.filter(answered_at=None).order_by("at")),
        unmatched=len(unmatched),
        unmatched_kopecks=sum(unmatched),
        ending=list(ending),
        uncovered=list(uncovered),
        has_seller=Seller.current() is not None,
    )


def _debtor(city: City, claims: Sequence[Claim], today: date) -> Debtor:
    oldest = min(claim.due_on for claim in claims)
    return Debtor(
        city=city,
        owed=sum(claim.kopecks for claim in claims),
        overdue=sum(claim.kopecks for claim in claims if claim.due_on < today),
        oldest=oldest,
        days=max(0, (today - oldest).days),
    )


def _columns(claims: Mapping[int, Sequence[Claim]], today: date) -> list[Column]:
    sums: dict[str, int] = dict.fromkeys([*(title for _, title in AGES), OLDER], 0)
    cities: dict[str, set[int]] = {title: set() for title in sums}
    for city, own in claims.items():
        for claim in own:
            title = _age((today - claim.due_on).days)
            sums[title] += claim.kopecks
            cities[title].add(city)
    return [Column(title, kopecks, len(cities[title])) for title, kopecks in sums.items()]


def _age(days: int) -> str:
    return next((title for most, title in AGES if days <= most), OLDER)
