"""A subscription begins to be paid for, or ends."""

from datetime import date, datetime

from django.db import transaction

from billing import standing
from billing.clock import day_of
from billing.models import Subscription
from billing.models.invoice import STRIPE
from tenants.models import City


@transaction.atomic
def activate(city: City, *, rail: str, period: str, at: datetime) -> Subscription:
    """From now on the city pays, by this rail and for this long at a time; repeating changes nothing."""
    subscription = Subscription.objects.select_for_update().get(city=city)
    subscription.state, subscription.ended_at = Subscription.ACTIVE, None
    subscription.rail, subscription.period, subscription.ends_on = rail, period, None
    subscription.save(update_fields=["state", "ended_at", "rail", "period", "ends_on"])
    standing.weigh(city, at=at)
    return subscription


@transaction.atomic
def end(city: City, *, on: date | None, at: datetime) -> Subscription:
    """The last day of a subscription: until then all goes on; None: it ends now."""
    subscription = Subscription.objects.select_for_update().get(city=city)
    if on is None:
        subscription.state, subscription.ended_at = Subscription.ENDED, at
    subscription.ends_on = on
    subscription.save(update_fields=["state", "ended_at", "ends_on"])
    standing.weigh(city, at=at)
    return subscription


def end_due(*, at: datetime) -> int:
    """End what was told to end and whose last day is over; how many. A card's end its rail tells."""
    over = Subscription.objects.filter(state=Subscription.ACTIVE, ends_on__lt=day_of(at)).exclude(
        rail=STRIPE
    )
    return over.update(state=Subscription.ENDED, ended_at=at)
