"""What a city decides by itself about a subscription paid by contract; by the city's own role.

A card's subscription is changed at its rail: `billing.operations`.
"""

from datetime import date

from django.db import transaction

from billing.errors import CannotDo
from billing.models import Decision, Subscription
from billing.models.invoice import STRIPE
from tenants.accounts.actor import Actor


@transaction.atomic
def choose_period(tenant: str, period: str, *, by: Actor) -> Subscription:
    """Pay for another length of time, from the next invoice on.

    Raises:
        CannotDo: there is no such length, or the card's rail decides it.
    """
    subscription = _own(tenant)
    words = dict(Subscription.PERIODS)
    if period not in words:
        raise CannotDo("Выберите: помесячно или за год.")
    if subscription.period != period:
        subscription.period = period
        subscription.save(update_fields=["period"])
        _note(Decision.PERIOD, f"{words[period]}, со следующего счёта", by=by)
    return subscription


@transaction.atomic
def leave(tenant: str, *, on: date, reason: str, by: Actor, today: date) -> Subscription:
    """Let the subscription end on a day; until then everything goes on.

    Raises:
        CannotDo: the day is over, or the card's rail decides it.
    """
    subscription = _own(tenant)
    if on < today:
        raise CannotDo("Последний день не может быть в прошлом.")
    subscription.ends_on = on
    subscription.save(update_fields=["ends_on"])
    told = f"последний день {on:%d.%m.%Y}"
    _note(Decision.LEAVE, f"{told}: {reason.strip()}" if reason.strip() else told, by=by)
    return subscription


@transaction.atomic
def stay(tenant: str, *, by: Actor) -> Subscription:
    """Go on after all.

    Raises:
        CannotDo: nothing was to end, or it has ended.
    """
    subscription = _own(tenant)
    if subscription.ends_on is None or subscription.state == Subscription.ENDED:
        raise CannotDo("Отменять нечего: подписка не завершается.")
    subscription.ends_on = None
    subscription.save(update_fields=["ends_on"])
    _note(Decision.STAY, "", by=by)
    return subscription


def _own(tenant: str) -> Subscription:
    # Asked before it is held: the database lets a city hold no row that a card's rail decides.
    if Subscription.objects.get(tenant=tenant).rail == STRIPE:
        raise CannotDo("Подписка оплачивается картой: меняйте её на странице карты.")
    return Subscription.objects.select_for_update().get(tenant=tenant)


def _note(what: str, details: str, *, by: Actor) -> None:
    Decision.objects.create(what=what, details=details, by_name=by.name)
