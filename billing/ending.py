"""A city has left: it subscribes no longer, its cards are not charged, its people are forgotten.

What was charged stays: invoices, acts, payments and the ledger are kept as long as the law asks
(402-ФЗ ст. 29: five years).
"""

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from billing.facts import Running
from billing.gateway import Verb
from billing.models import (
    Act,
    Change,
    Contract,
    ContractRequest,
    Decision,
    Entry,
    Invoice,
    Operation,
    Payer,
    Payment,
    ProviderInvoice,
    ProviderSubscription,
    Reminder,
    Subscription,
    Usage,
)
from tenants.models import Offboarding

# How the names begin under which a city's rows stand once it has left.
LEFT = "t_deleted_"
_NAMED: tuple[type[Model], ...] = (Payer, ProviderSubscription, ProviderInvoice, Operation, Change)
_BOOKS: tuple[type[Model], ...] = (Act, Contract, Entry, Invoice, Payment)
_PEOPLE: tuple[type[Model], ...] = (ContractRequest, Decision, Reminder, Usage)


def end_subscription(ended: Offboarding) -> None:
    """Close the subscription and free the role's name for another city, by the owner; may be repeated."""
    Subscription.objects.using("owner").filter(tenant=ended.tenant).update(
        state=Subscription.ENDED, ended_at=ended.deleted_at, tenant=_after(ended)
    )


def end_books(ended: Offboarding) -> None:
    """Keep the papers and the ledger under another name, forget who asked for what; may be repeated."""
    for people in _PEOPLE:
        people._default_manager.using("owner").filter(tenant=ended.tenant).delete()
    for papers in _BOOKS:
        papers._default_manager.using("owner").filter(tenant=ended.tenant).update(
            tenant=_after(ended)
        )


def end_rails(ended: Offboarding) -> None:
    """End what runs at the rails, and free the role's name there too, by the owner; may be repeated.

    The orders wait for the timetable (`billing.sweep`): nothing is asked of a rail here. One order of
    a city stands at once, so of several subscriptions the others are ended by the nightly comparison.
    """
    at = ended.deleted_at or timezone.now()
    waiting = Operation.objects.using("owner").filter(tenant=ended.tenant, sent_at=None)
    waiting.update(state=Operation.REFUSED, sent_at=at, retry_at=None, failure="the city left")
    for table in _NAMED:
        table._default_manager.using("owner").filter(tenant=ended.tenant).update(
            tenant=_after(ended)
        )
    # Who ordered, and whom to write to, stood there for the rail alone.
    orders = Operation.objects.using("owner").filter(tenant=_after(ended))
    orders.exclude(sent_at=None).update(params={}, ordered_by="")
    running = ProviderSubscription.objects.using("owner").filter(
        tenant=_after(ended), payer__is_live=settings.STRIPE_IS_LIVE
    )
    for one in running.exclude(state=Running.ENDED):
        Operation.objects.using("owner").get_or_create(
            tenant=_after(ended),
            gateway=one.gateway,
            verb=Verb.CANCEL,
            sent_at=None,
            defaults={
                "params": {"subscription": one.ref, "at_once": True},
                "ordered_by": ended.second_by,
                "ordered_at": at,
                "keyed_at": at,
            },
        )


def _after(ended: Offboarding) -> str:
    return f"{LEFT}{ended.city_id}"
