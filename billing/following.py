"""Our books follow the card's rail: each change there, once, whatever order it is heard in.

What a state of a subscription at the rail (`Running`) means to us:

- `incomplete`: nothing yet, its first payment has not come;
- `trial`: in our own trial the card is known and the trial goes on, after it the city pays;
- `active`, `past_due`, `unpaid`: the city pays; what it has not paid its invoices say, and dunning
  follows them, not this state;
- `paused`, `ended`: nothing is asked of the city any more, so its subscription has ended.

A city that pays by contract stays with it whatever its card does; the reconciler tells people of both.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from billing import standing
from billing.actions import activate, end, follow_invoice
from billing.clock import day_of
from billing.facts import Running
from billing.ledger import book
from billing.models import Change, Contract, ProviderSubscription, Subscription
from billing.models.invoice import CONTRACT, STRIPE
from tenants.models import City

RUNS = frozenset({Running.TRIAL, Running.ACTIVE, Running.PAST_DUE, Running.UNPAID})
_OVER = frozenset({Running.PAUSED, Running.ENDED})


@transaction.atomic
def follow(change_id: int, *, at: datetime) -> None:
    """Bring ledger, subscription and what the city may do to where the rail stands; as the office."""
    rows = Change.objects.select_related("invoice__payer__city", "subscription__payer__city")
    change = rows.get(pk=change_id)
    if change.invoice:
        city = change.invoice.payer.city
        book.hold([city.pk])
        change.invoice.refresh_from_db()
        follow_invoice(change.invoice, city=city, at=at)
    elif change.subscription:
        city = change.subscription.payer.city
        # Read again once the city is held: what was read before may be older than what was followed.
        book.hold([city.pk])
        change.subscription.refresh_from_db()
        _follow_subscription(change.subscription, city, at=at)


def pays_by_contract(subscription: Subscription, *, at: datetime) -> bool:
    """Whether a contract pays for the city, now or soon, whatever its card does."""
    signed = Contract.objects.filter(city=subscription.city_id).not_over(day_of(at))
    return subscription.pays_by == CONTRACT and signed.exists()


def _follow_subscription(said: ProviderSubscription, city: City, *, at: datetime) -> None:
    ours = Subscription.objects.filter(city=city).first()
    if ours is None or pays_by_contract(ours, at=at):
        return
    last_day = day_of(said.ends_at) if said.ends_at else None
    if said.state == Running.TRIAL and ours.state == Subscription.TRIAL:
        ours.rail, ours.period, ours.ends_on = STRIPE, said.period, last_day
        ours.save(update_fields=["rail", "period", "ends_on"])
        standing.weigh(city, at=at)
    elif said.state in RUNS:
        activate(city, rail=STRIPE, period=said.period, at=at)
        if last_day:
            end(city, on=last_day, at=at)
    elif said.state in _OVER and ours.pays_by == STRIPE and not _runs_another(said):
        end(city, on=None, at=at)


def _runs_another(said: ProviderSubscription) -> bool:
    """Whether the city pays by another subscription already: an old one's end ends nothing then."""
    others = ProviderSubscription.objects.filter(
        payer__city=said.payer.city,
        payer__is_live=settings.STRIPE_IS_LIVE,
        state__in=RUNS,
    )
    return others.exclude(pk=said.pk).exists()
