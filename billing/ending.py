"""A city has left: it subscribes no longer, its cards are not charged; what was charged stays."""

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from billing.facts import Running
from billing.gateway import Verb
from billing.models import (
    Change,
    Operation,
    Payer,
    ProviderInvoice,
    ProviderSubscription,
    Subscription,
)
from tenants.models import Offboarding

_NAMED: tuple[type[Model], ...] = (Payer, ProviderSubscription, ProviderInvoice, Operation, Change)


def end_subscription(ended: Offboarding) -> None:
    """Close the subscription and free the role's name for another city, by the owner; may be repeated."""
    Subscription.objects.using("owner").filter(tenant=ended.tenant).update(
        state=Subscription.ENDED, ended_at=ended.deleted_at, tenant=_after(ended)
    )


def end_rails(ended: Offboarding) -> None:
    """End what runs at the rails, and free the role's name there too, by the owner; may be repeated.

    The orders wait for the timetable (`billing.sweep`): nothing is asked of a rail here.
    """
    at = ended.deleted_at or timezone.now()
    waiting = Operation.objects.using("owner").filter(tenant=ended.tenant, sent_at=None)
    waiting.update(state=Operation.REFUSED, sent_at=at, retry_at=None, failure="the city left")
    for table in _NAMED:
        table._default_manager.using("owner").filter(tenant=ended.tenant).update(
            tenant=_after(ended)
        )
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
    return f"t_deleted_{ended.city_id}"
