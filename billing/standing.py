"""What a debt allows: weighed anew with each movement of money, in its own transaction.

Writes `tenants.Entitlements` and nothing else of anybody's. A payment lifts what was shut in the
transaction that records it; every process of the product sees it within a second (tenants.directory).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from billing import dunning
from billing.clock import day_of
from billing.dunning import Stage
from billing.ledger import book, reading
from billing.models import Contract, Subscription
from billing.models.invoice import CONTRACT
from tenants.entitlement import Payment
from tenants.lifecycle import standing
from tenants.models import City, Entitlements

_PAYMENTS = {
    Stage.CLEAR: Payment.FULL,
    Stage.GRACE: Payment.FULL,
    Stage.READ_ONLY: Payment.READ_ONLY,
    Stage.UNPAID: Payment.UNPAID,
}


@dataclass(frozen=True, slots=True)
class Debt:
    """What has to be paid first: by which day, and whether it is an invoice or the plan itself."""

    due_on: date
    # "invoice", "trial", "contract" or "ended".
    about: str

    def stage(self, today: date) -> Stage:
        """How far it has gone."""
        return dunning.stage(self.due_on, today, settings.DUNNING)


def debt(subscription: Subscription, *, oldest: date | None, covered: date | None) -> Debt | None:
    """What stands against a city: the oldest unpaid invoice, or that nothing is paid for at all.

    `oldest`: by which day it had to be paid; `covered`: the last day of the city's contracts.
    """
    found = [Debt(oldest, "invoice")] if oldest else []
    ends = _ends(subscription, covered)
    return min([*found, *ends], key=lambda each: each.due_on, default=None)


def _ends(subscription: Subscription, covered: date | None) -> Iterator[Debt]:
    state, rail = subscription.state, subscription.rail
    # Who has given a card in the trial is charged at its end: that invoice will be the debt.
    if state == Subscription.TRIAL and not rail and subscription.trial_until:
        yield Debt(day_of(subscription.trial_until), "trial")
    if state == Subscription.ACTIVE and rail == CONTRACT and covered:
        yield Debt(covered, "contract")
    if state == Subscription.ENDED and subscription.ended_at:
        ended = day_of(subscription.ended_at)
        yield Debt(min(subscription.ends_on or ended, ended), "ended")


def of(subscription: Subscription, *, oldest: date | None) -> Debt | None:
    """What stands against one city."""
    own = Contract.objects.filter(tenant=subscription.tenant).last_days()
    return debt(subscription, oldest=oldest, covered=own.get(subscription.city_id))


@transaction.atomic
def weigh(city: City, *, at: datetime) -> bool:
    """Let the city do what its money allows from this moment; whether that changed anything."""
    book.hold([city.pk])
    subscription = Subscription.objects.select_related("plan").filter(city=city).first()
    if subscription is None:
        return False
    oldest = min((claim.due_on for claim in reading.claims(city.pk)), default=None)
    found = of(subscription, oldest=oldest)
    now = Entitlements.objects.filter(city=city).first()
    if not _differs(now, subscription, _payment(found, day_of(at))):
        return False
    _write(city, subscription, found, at=at)
    return True


def weigh_all(*, at: datetime) -> int:
    """The same for every city, by the calendar; how many changed.

    Each that seems to change is weighed again by itself: a payment may have come in the meantime.
    """
    today, oldest = day_of(at), reading.oldest_due()
    covered = Contract.objects.last_days()
    now = {row.city_id: row for row in Entitlements.objects.all()}
    wanted = [
        subscription.city
        for subscription in Subscription.objects.select_related("plan", "city").order_by("city_id")
        if _differs(
            now.get(subscription.city_id),
            subscription,
            _payment(
                debt(
                    subscription,
                    oldest=oldest.get(subscription.city_id),
                    covered=covered.get(subscription.city_id),
                ),
                today,
            ),
        )
    ]
    return sum(weigh(city, at=at) for city in wanted)


def _payment(found: Debt | None, today: date) -> Payment:
    return _PAYMENTS[found.stage(today)] if found else Payment.FULL


def _trial_day(subscription: Subscription) -> date | None:
    is_trial = subscription.state == Subscription.TRIAL and subscription.trial_until
    return day_of(subscription.trial_until) if is_trial and subscription.trial_until else None


def _differs(row: Entitlements | None, subscription: Subscription, payment: Payment) -> bool:
    plan = subscription.plan
    wanted = (payment, _trial_day(subscription), plan.organisations, plan.year_appeals)
    return row is None or wanted != (
        Payment(row.payment),
        row.trial_until,
        row.organisations_limit,
        row.appeals_limit,
    )


def _write(city: City, subscription: Subscription, found: Debt | None, *, at: datetime) -> None:
    payment = _payment(found, day_of(at))
    plan = subscription.plan
    standing.set_limits(
        city,
        trial_until=_trial_day(subscription),
        organisations=plan.organisations,
        appeals=plan.year_appeals,
    )
    standing.set_payment(city, payment, reason=_reason(found, payment), at=at)


def _reason(found: Debt | None, payment: Payment) -> str:
    """What the administration reads in the banner; residents are never told of money."""
    if found is None or payment is Payment.FULL:
        return ""
    told = {
        "invoice": f"Счёт не оплачен с {_day_after(found.due_on)}.",
        "trial": f"Пробный период окончен {found.due_on:%d.%m.%Y}, способ оплаты не выбран.",
        "contract": f"Договор закончился {found.due_on:%d.%m.%Y}, следующего нет.",
        "ended": f"Подписка окончена {found.due_on:%d.%m.%Y}.",
    }
    return f"{told[found.about]} Счета и оплата: «Настройки», «Тариф и оплата»."


def _day_after(day: date) -> str:
    return f"{day + timedelta(days=1):%d.%m.%Y}"
