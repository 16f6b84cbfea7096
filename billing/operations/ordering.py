"""Ordering: the arguments of a verb, fixed; the city's own transaction is the caller's.

Every function may be called by a city for itself, or by the office for a city (`tenant`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from billing.facts import Running
from billing.gateway import Customer, Line, Plan, Verb
from billing.models import Operation, ProviderSubscription
from billing.operations import packing
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

TOPIC = "billing-operation"
# A page for cards takes no trial that ends sooner (Stripe: 48 hours); the rest is for the way there.
_SHORTEST_TRIAL = timedelta(hours=49)


class NotNow(Exception):
    """The wish is refused at once; the sentence says what to do."""


class Busy(NotNow):
    """Something else is under way for this city."""

    def __init__(self) -> None:
        super().__init__(
            "Предыдущее действие с оплатой ещё выполняется. Подождите минуту и повторите."
        )


class AlreadyPays(NotNow):
    """Another way of paying would take the money a second time."""

    def __init__(self) -> None:
        super().__init__("Город уже платит. Второй оплаты не нужно: обновите страницу.")


class NotPaid(NotNow):
    """What runs is not paid for: its length stays until it is."""

    def __init__(self) -> None:
        super().__init__("Последняя оплата не прошла: сначала оплатите счёт, потом меняйте срок.")


class NoSubscription(NotNow):
    """There is nothing to change or to end."""

    def __init__(self) -> None:
        super().__init__("Подписки на оплату картой нет. Оформите её на странице оплаты.")


def checkout(
    tenant: str,
    plan: Plan,
    *,
    customer: Customer,
    trial_until: datetime | None,
    done_url: str,
    back_url: str,
    by: Actor,
    at: datetime,
) -> Operation:
    """A page where the city pays by card; what is left of its trial stays free.

    Both addresses carry no query: `done_url` is called with `?operation=`, the name of this order.

    Raises:
        Busy
    """
    keeps_trial = trial_until is not None and trial_until > at + _SHORTEST_TRIAL
    return _order(
        Verb.CHECKOUT,
        tenant,
        packing.customer(customer)
        | packing.plan(plan)
        | {
            "trial_until": trial_until.isoformat() if trial_until and keeps_trial else None,
            "done_url": done_url,
            "back_url": back_url,
        },
        by=by,
        at=at,
    )


def portal(tenant: str, *, customer: Customer, back_url: str, by: Actor, at: datetime) -> Operation:
    """A page where the city changes its card, sees its invoices, ends its subscription.

    `back_url` is called with `?operation=`, the name of this order.

    Raises:
        Busy
    """
    params = packing.customer(customer) | {"back_url": back_url}
    return _order(Verb.PORTAL, tenant, params, by=by, at=at)


def change_plan(tenant: str, plan: Plan, *, by: Actor, at: datetime) -> Operation:
    """Other prices for the city's running subscription.

    Raises:
        Busy, NoSubscription, NotPaid
    """
    pays = _running(tenant)
    if pays.state in (Running.PAST_DUE, Running.UNPAID) and pays.period != plan.period:
        raise NotPaid
    params = packing.plan(plan) | {"subscription": pays.ref}
    return _order(Verb.CHANGE_PLAN, tenant, params, by=by, at=at)


def cancel(
    tenant: str, *, ref: str = "", at_once: bool = False, by: Actor, at: datetime
) -> Operation:
    """The end of the city's subscription, or of the one named: of its paid period, or now.

    Raises:
        Busy, NoSubscription
    """
    params = {"subscription": ref or _running(tenant).ref, "at_once": at_once}
    return _order(Verb.CANCEL, tenant, params, by=by, at=at)


def send_invoice(
    tenant: str,
    lines: Sequence[Line],
    *,
    customer: Customer,
    days_until_due: int,
    note: str,
    by: Actor,
    at: datetime,
) -> Operation:
    """A single invoice to the city.

    Raises:
        Busy
    """
    params = packing.customer(customer) | {
        "lines": packing.lines(lines),
        "days_until_due": days_until_due,
        "note": note,
    }
    return _order(Verb.SEND_INVOICE, tenant, params, by=by, at=at)


def _order(
    verb: Verb, tenant: str, params: dict[str, Any], *, by: Actor, at: datetime
) -> Operation:
    """The row and its message; the same wish pressed twice is one."""
    rail = settings.BILLING_CARD_GATEWAY
    try:
        with transaction.atomic():
            operation = Operation.objects.create(
                tenant=tenant,
                gateway=rail,
                verb=verb,
                params=params,
                ordered_by=by.name,
                ordered_at=at,
                keyed_at=at,
            )
    except IntegrityError as error:
        under_way = Operation.objects.filter(tenant=tenant, gateway=rail, sent_at=None).first()
        if under_way is None or (under_way.verb, under_way.params) != (verb, params):
            raise Busy from error
        return under_way
    outbox.put(TOPIC, {"operation": str(operation.pk)})
    return operation


def running(tenant: str) -> ProviderSubscription | None:
    """What the city pays at the card's rail, or tries to; the latest, should there be several."""
    found = ProviderSubscription.objects.filter(
        tenant=tenant,
        gateway=settings.BILLING_CARD_GATEWAY,
        payer__is_live=settings.STRIPE_IS_LIVE,
    ).exclude(state=Running.ENDED)
    return found.order_by("-begun_at").first()


def _running(tenant: str) -> ProviderSubscription:
    found = running(tenant)
    if found is None:
        raise NoSubscription
    return found
