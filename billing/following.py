"""Our books follow the card's rail: each change there, once, whatever order it is heard in."""

from datetime import datetime

from django.db import transaction

from billing.actions import activate, end, follow_invoice
from billing.clock import day_of
from billing.facts import Running
from billing.models import Change, ProviderSubscription, Subscription
from billing.models.invoice import STRIPE
from tenants.models import City

_PAYS = {Running.ACTIVE, Running.PAST_DUE, Running.UNPAID}
_RUNS = {Running.TRIAL, *_PAYS}


@transaction.atomic
def follow(change_id: int, *, at: datetime) -> None:
    """Bring ledger, subscription and what the city may do to where the rail stands; as the office."""
    rows = Change.objects.select_related("invoice__payer__city", "subscription__payer__city")
    change = rows.get(pk=change_id)
    if change.invoice:
        follow_invoice(change.invoice, city=change.invoice.payer.city, at=at)
    elif change.subscription:
        _follow_subscription(change.subscription, change.subscription.payer.city, at=at)


def _follow_subscription(said: ProviderSubscription, city: City, *, at: datetime) -> None:
    ours = Subscription.objects.select_for_update().filter(city=city).first()
    if ours is None:
        return
    if said.state == Running.TRIAL and ours.state == Subscription.TRIAL:
        # The card is known, the trial goes on.
        ours.rail, ours.period = STRIPE, said.period
        ours.save(update_fields=["rail", "period"])
    elif said.state in _RUNS:
        activate(city, rail=STRIPE, period=said.period, at=at)
    if said.state in _RUNS and said.ends_at:
        end(city, on=day_of(said.ends_at), at=at)
    elif said.state == Running.ENDED and ours.rail == STRIPE and not _runs_another(said):
        end(city, on=None, at=at)


def _runs_another(said: ProviderSubscription) -> bool:
    """Whether the city pays by another subscription already: an old one's end ends nothing then."""
    others = ProviderSubscription.objects.filter(payer__city=said.payer.city, state__in=_RUNS)
    return others.exclude(pk=said.pk).exists()
