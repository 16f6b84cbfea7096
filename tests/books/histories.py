"""Random lives of two cities' money, carried out by the product's own actions and counted beside it."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from billing import actions
from billing.errors import CannotDo
from billing.ledger import reading
from billing.ledger.rules import Account
from billing.models import Act, ClosedMonth, Contract, Entry, Invoice, Payment
from billing.pricing import Line
from tenants.models import City
from tests.books import make
from tests.books.make import BY

SUMS = st.integers(1, 1_000_000)
WHICH = st.integers(0, 9)
EVENTS = st.one_of(
    st.tuples(st.just("bill"), WHICH, SUMS),
    st.tuples(st.just("pay"), WHICH, SUMS),
    st.tuples(st.just("pay"), WHICH, SUMS),
    st.tuples(st.just("move"), WHICH, WHICH),
    st.tuples(st.just("lower"), WHICH, SUMS),
    st.tuples(st.just("void"), WHICH, WHICH),
    st.tuples(st.just("refund"), WHICH, SUMS),
    st.tuples(st.just("accept"), WHICH, WHICH),
    st.tuples(st.just("unaccept"), WHICH, WHICH),
    st.tuples(st.just("close"), WHICH, WHICH),
)
HISTORIES = st.lists(EVENTS, min_size=1, max_size=14)


class Life:
    """What happens, and the plainest count of it: what was asked for and what came."""

    def __init__(self, cities: list[City]) -> None:
        self.cities = cities
        self.day = date(2026, 11, 2)
        self.billed: Counter[int] = Counter()
        self.came: Counter[int] = Counter()
        for city in cities:
            if not Contract.objects.filter(city=city).exists():
                make.contract(city, ends_on=date(2030, 12, 31))
            # A city may have lived before.
            sums = reading.balances(Entry.objects.filter(city=city))
            self.came[city.pk] = sums[Account.BANK]
            self.billed[city.pk] = (
                sums[Account.RECEIVABLE] + sums[Account.CREDITS] + self.came[city.pk]
            )

    @property
    def at(self) -> Any:
        return make.on(self.day)

    def city(self, which: int) -> City:
        return self.cities[which % len(self.cities)]

    def bill(self, which: int, kopecks: int) -> None:
        city = self.city(which)
        contract = Contract.objects.get(city=city)
        until = self.day + timedelta(40)
        lines = [Line("Услуга", kopecks)]
        actions.issue(contract, lines, since=self.day, until=until, by=BY, at=self.at)
        self.billed[city.pk] += kopecks

    def pay(self, which: int, kopecks: int) -> None:
        city = self.city(which)
        make.paid(city, kopecks, at=self.at)
        self.came[city.pk] += kopecks

    def move(self, which: int, to: int) -> None:
        payment = _pick(Payment.objects.exclude(city=None), which)
        if payment:
            before, city = payment.city_id, self.city(to)
            actions.unsettle(payment.pk, reason="Чужой", by=BY, at=self.at)
            self.came[before] -= payment.kopecks
            actions.settle(payment.pk, city=city, invoice=None, by=BY, at=self.at)
            self.came[city.pk] += payment.kopecks

    def lower(self, which: int, kopecks: int) -> None:
        if invoice := _pick(Invoice.objects.standing(), which):
            actions.lower(invoice.pk, kopecks=kopecks, reason="Скидка", by=BY, at=self.at)
            self.billed[invoice.city_id] -= kopecks

    def void(self, which: int, _: int) -> None:
        if invoice := _pick(Invoice.objects.standing(), which):
            left = reading.settled([invoice.pk])[invoice.pk].kopecks
            actions.void(invoice.pk, reason="Зря", by=BY, at=self.at)
            self.billed[invoice.city_id] -= left

    def refund(self, which: int, kopecks: int) -> None:
        city = self.city(which)
        key = str(Entry.objects.count())
        told = {"reason": "Письмо", "day": self.day, "key": key, "by": BY, "at": self.at}
        actions.refund(city, kopecks=kopecks, **told)
        self.came[city.pk] -= kopecks

    def accept(self, _: int, days: int) -> None:
        self.day += timedelta(10 * days)
        actions.accept_due(by=BY, at=self.at)

    def unaccept(self, which: int, _: int) -> None:
        if act := _pick(Act.objects.filter(voided_at=None), which):
            actions.take_act_back(act.pk, reason="Ошибка", by=BY, at=self.at)

    def close(self, _: int, days: int) -> None:
        self.day += timedelta(40 + days)
        actions.close_month(self.day - timedelta(40), by=BY, at=self.at)

    def look(self) -> None:
        """Every kopeck is where the plain count says it is."""
        for city in self.cities:
            sums = reading.balances(Entry.objects.filter(city=city))
            owed, credit = sums[Account.RECEIVABLE], -sums[Account.CREDITS]
            given = -(sums[Account.REVENUE] + sums[Account.VAT])
            assert sum(sums.values()) == 0
            assert sums[Account.BANK] == self.came[city.pk]
            assert given - sums[Account.UNEARNED] == self.billed[city.pk]
            assert owed - credit == self.billed[city.pk] - self.came[city.pk]
            assert owed == sum(claim.kopecks for claim in reading.claims(city.pk))
            assert given == sum(
                Act.objects.filter(city=city, voided_at=None).values_list("kopecks", flat=True)
            )
            assert owed >= 0
            assert credit >= 0
            assert not (owed and credit), "money waits while something is owed"


def live(history: list[tuple[Any, ...]], cities: list[City]) -> list[str]:
    """Let it happen, and what did; what is refused changes nothing."""
    life, happened = Life(cities), []
    for verb, *told in history:
        before = _written()
        with suppress(CannotDo):
            getattr(life, verb)(*told)
        if _written() != before:
            happened.append(verb)
    life.look()
    return happened


def _written() -> int:
    """What anything that happens adds to."""
    return Entry.objects.count() + ClosedMonth.objects.count()


def _pick(rows: Any, which: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[which % len(found)] if found else None
