"""What a city's plan costs a card, and the rail kept at that price."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from billing import gateway, gateways, operations, pricing, tariff, usage
from billing.clock import day_of
from billing.facts import Running
from billing.models import ProviderSubscription, Subscription
from billing.models.invoice import STRIPE
from tenants.accounts.actor import SYSTEM

# What will be charged again at these.
_CHARGED = (Running.TRIAL, Running.ACTIVE, Running.PAST_DUE)


def of(subscription: Subscription, period: tariff.Period, *, organisations: int) -> gateway.Plan:
    """The price of a plan as a card pays it: the plan's own, and each organisation beyond it."""
    terms = subscription.plan.terms()
    quote = tariff.quote(terms, organisations, period)
    lines = [gateway.Line(terms.code, pricing.title(terms.name), quote.base_kopecks)]
    if quote.more_kopecks:
        each = terms.more_kopecks[period]
        lines.append(gateway.Line(f"{terms.code}-more", pricing.MORE, each, quote.more))
    vat = f"В том числе НДС {terms.vat_percent} %" if terms.vat_percent else "Без НДС"
    return gateway.Plan(lines, period, vat)


def keep(*, at: datetime) -> int:
    """Order the plan's price, from the next period on, wherever the rail asks another; how many.

    Organisations come and go, and a change that the rail refused is tried again. The length of a period
    is never changed here: that may charge at once, and people decide it.
    """
    return sum(_ordered(tenant, wanted, at=at) for tenant, wanted in _other_prices(at))


def _other_prices(at: datetime) -> Iterator[tuple[str, gateway.Plan]]:
    organisations = usage.organisations_on(day_of(at))
    rows = Subscription.objects.select_related("plan").filter(rail=STRIPE)
    ours = {row.tenant: row for row in rows.exclude(state=Subscription.ENDED)}
    if not ours or not gateways.takes_cards():
        return
    charged = ProviderSubscription.objects.filter(
        gateway=settings.BILLING_CARD_GATEWAY,
        payer__is_live=settings.STRIPE_IS_LIVE,
        state__in=_CHARGED,
        ends_at=None,
        tenant__in=ours,
    )
    for said in charged.order_by("tenant", "-begun_at").distinct("tenant"):
        period = tariff.YEAR if said.period == tariff.YEAR else tariff.MONTH
        wanted = of(ours[said.tenant], period, organisations=organisations.get(said.tenant, 0))
        if wanted.kopecks != said.kopecks:
            yield said.tenant, wanted


def _ordered(tenant: str, wanted: gateway.Plan, *, at: datetime) -> bool:
    try:
        operations.change_plan(tenant, wanted, by=SYSTEM, at=at)
    except operations.NotNow:
        # Something else is under way: the next night sees what came of it.
        return False
    return True
