"""What a city decides by itself about a subscription paid by contract; by the city's own role.

A card's subscription is changed at its rail: `billing.operations`.
"""

from datetime import date

from django.db import transaction

from billing import periods
from billing.errors import CannotDo
from billing.models import Contract, Decision, Invoice, Subscription
from billing.models.invoice import CONTRACT, STRIPE
from tenants.accounts.actor import Actor


@transaction.atomic
def choose_period(tenant: str, period: str, *, by: Actor, today: date) -> Subscription:
    """Pay for another length of time, once the city begins to pay.

    Raises:
        CannotDo: there is no such length; the card's rail or the contract decides it.
    """
    subscription = _own(tenant)
    refuse_period(subscription, today=today)
    words = dict(Subscription.PERIODS)
    if period not in words:
        raise CannotDo("Выберите: помесячно или за год.")
    if subscription.period != period:
        subscription.period = period
        subscription.save(update_fields=["period"])
        _note(Decision.PERIOD, words[period], by=by)
    return subscription


@transaction.atomic
def leave(tenant: str, *, reason: str, by: Actor, today: date) -> Subscription:
    """Let the subscription end with what is invoiced already; until then everything goes on.

    Raises:
        CannotDo: nothing is paid for, or the card's rail decides it.
    """
    subscription = _own(tenant)
    if subscription.state != Subscription.ACTIVE:
        raise CannotDo("Завершать нечего: подписка не действует.")
    subscription.ends_on = on = last_day(tenant, today=today)
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


def last_day(tenant: str, *, today: date) -> date:
    """The end of what is invoiced to a city already, or of this month."""
    invoiced = Invoice.objects.standing().filter(tenant=tenant, until__gt=today)
    last = invoiced.order_by("-until").first()
    return periods.last_day(last.until if last else periods.following(today))


def refuse_period(subscription: Subscription, *, today: date) -> None:
    """A contract fixes what a period is and costs: nobody changes it beside the contract.

    Raises:
        CannotDo: a contract holds.
    """
    own = Contract.objects.filter(tenant=subscription.tenant).not_over(today)
    if subscription.pays_by == CONTRACT and own.exists():
        raise CannotDo("Срок оплаты стоит в договоре: его меняют дополнительным соглашением.")


def _own(tenant: str) -> Subscription:
    # Asked before it is held: the database lets a city hold no row that a card's rail decides.
    if Subscription.objects.get(tenant=tenant).rail == STRIPE:
        raise CannotDo("Подписка оплачивается картой: меняйте её на странице карты.")
    return Subscription.objects.select_for_update().get(tenant=tenant)


def _note(what: str, details: str, *, by: Actor) -> None:
    Decision.objects.create(what=what, details=details, by_name=by.name)
