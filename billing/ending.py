"""A city has left: it subscribes no longer; what was charged stays."""

from billing.models import Subscription
from tenants.models import Offboarding


def end_subscription(ended: Offboarding) -> None:
    """Close the subscription and free the role's name for another city, by the owner; may be repeated."""
    Subscription.objects.using("owner").filter(tenant=ended.tenant).update(
        state=Subscription.ENDED,
        ended_at=ended.deleted_at,
        tenant=f"t_deleted_{ended.city_id}",
    )
