"""What a city wants of the card's rail, in the rail's words; the rail itself is asked by a task."""

from datetime import datetime

from django.conf import settings

from billing import gateway, operations, pricing, tariff, usage
from billing.clock import day_of
from billing.models import Operation, Subscription
from tenants.accounts import links
from tenants.accounts.actor import Actor
from tenants.isolation.scope import Tenant


def is_offered() -> bool:
    """Whether this deployment takes cards."""
    return settings.BILLING_CARD_GATEWAY in settings.BILLING_GATEWAYS


def plan(subscription: Subscription, period: tariff.Period, *, organisations: int) -> gateway.Plan:
    """The price of a plan as a card pays it: the plan's own, and each organisation beyond it."""
    terms = subscription.plan.terms()
    quote = tariff.quote(terms, organisations, period)
    lines = [gateway.Line(terms.code, pricing.title(terms.name), quote.base_kopecks)]
    if quote.more:
        each = terms.more_kopecks[period]
        lines.append(gateway.Line(f"{terms.code}-more", pricing.MORE, each, quote.more))
    vat = f"В том числе НДС {terms.vat_percent} %" if terms.vat_percent else "Без НДС"
    return gateway.Plan(lines, period, vat)


def pay(tenant: Tenant, period: tariff.Period, *, email: str, by: Actor, at: datetime) -> Operation:
    """A page where the city pays by card.

    Raises:
        operations.Busy
    """
    subscription = Subscription.objects.select_related("plan").get(tenant=tenant.role)
    is_trial = subscription.is_trial(at)
    return operations.checkout(
        tenant.role,
        plan(subscription, period, organisations=_organisations(subscription, at)),
        customer=gateway.Customer(city=tenant.schema, name=tenant.name, email=email),
        trial_until=subscription.trial_until if is_trial else None,
        done_url=links.named("paying:home") + "?paid=1",
        back_url=links.named("paying:home"),
        by=by,
        at=at,
    )


def change(
    tenant: str, subscription: Subscription, period: tariff.Period, *, by: Actor, at: datetime
) -> Operation:
    """Another length of the period, or the price of another plan, for a card that pays already.

    Raises:
        operations.Busy, operations.NoSubscription
    """
    wanted = plan(subscription, period, organisations=_organisations(subscription, at))
    return operations.change_plan(tenant, wanted, by=by, at=at)


def cabinet(tenant: Tenant, *, email: str, by: Actor, at: datetime) -> Operation:
    """The rail's own page: another card, receipts.

    Raises:
        operations.Busy
    """
    who = gateway.Customer(city=tenant.schema, name=tenant.name, email=email)
    back = links.named("paying:home")
    return operations.portal(tenant.role, customer=who, back_url=back, by=by, at=at)


def _organisations(subscription: Subscription, at: datetime) -> int:
    return usage.of(subscription.tenant, subscription.plan, today=day_of(at)).organisations
