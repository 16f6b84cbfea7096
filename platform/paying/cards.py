"""What a city wants of the card's rail, in the rail's words; the rail itself is asked by a task."""

from datetime import date, datetime

from billing import card_plan, gateway, gateways, operations, tariff, usage, ways
from billing.clock import day_of
from billing.models import Contract, Operation, Subscription
from tenants.accounts import links
from tenants.accounts.actor import Actor
from tenants.isolation.scope import Tenant


def is_offered() -> bool:
    """Whether this deployment takes cards."""
    return gateways.takes_cards()


def open_to(subscription: Subscription, *, today: date) -> frozenset[str]:
    """By what the city may begin to pay, on this deployment."""
    covered = Contract.objects.filter(city=subscription.city_id).last_days()
    found = ways.open_to(
        subscription.pays_by,
        ends_on=subscription.ends_on,
        covered=covered.get(subscription.city_id),
        today=today,
    )
    return found if is_offered() else found - {ways.CARD}


def pay(tenant: Tenant, period: tariff.Period, *, email: str, by: Actor, at: datetime) -> Operation:
    """A page where the city pays by card.

    Raises:
        operations.AlreadyPays, operations.Busy
    """
    subscription = Subscription.objects.select_related("plan").get(tenant=tenant.role)
    if ways.CARD not in open_to(subscription, today=day_of(at)):
        raise operations.AlreadyPays
    is_trial = subscription.is_trial(at)
    return operations.checkout(
        tenant.role,
        _plan(subscription, period, at=at),
        customer=gateway.Customer(city=tenant.schema, name=tenant.name, email=email),
        trial_until=subscription.trial_until if is_trial else None,
        done_url=links.named("paying:home"),
        back_url=links.named("paying:home"),
        by=by,
        at=at,
    )


def change(
    tenant: str, subscription: Subscription, period: tariff.Period, *, by: Actor, at: datetime
) -> Operation:
    """Another length of the period, or the price of another plan, for a card that pays already.

    Raises:
        operations.NotNow
    """
    return operations.change_plan(tenant, _plan(subscription, period, at=at), by=by, at=at)


def cabinet(tenant: Tenant, *, email: str, by: Actor, at: datetime) -> Operation:
    """The rail's own page: another card, receipts.

    Raises:
        operations.Busy
    """
    who = gateway.Customer(city=tenant.schema, name=tenant.name, email=email)
    back = links.named("paying:home")
    return operations.portal(tenant.role, customer=who, back_url=back, by=by, at=at)


def _plan(subscription: Subscription, period: tariff.Period, *, at: datetime) -> gateway.Plan:
    used = usage.of(subscription.tenant, subscription.plan, today=day_of(at))
    return card_plan.of(subscription, period, organisations=used.organisations)
