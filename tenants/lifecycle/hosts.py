"""The steward gives cities their hosts: what the office wished, checked once more."""

from django.db import transaction
from django.utils import timezone

from tenants.isolation import scope
from tenants.models import Domain, HostWish

TAKEN = "Адрес занят другим городом."
OWN = "Основной адрес города снять нельзя: сначала назначьте другой."


def work_off() -> int:
    """Carry out every wish that waits; the number of them."""
    with scope.entered(None):
        waiting = list(HostWish.objects.using("owner").filter(done_at=None).order_by("id"))
        for wish in waiting:
            with transaction.atomic("owner"):
                wish.failure = _carry_out(wish)
                wish.done_at = timezone.now()
                wish.save(using="owner", update_fields=["failure", "done_at"])
    return len(waiting)


def _carry_out(wish: HostWish) -> str:
    """What stands in the way; empty when nothing does."""
    hosts = Domain.objects.using("owner").select_for_update()
    known = hosts.filter(domain=wish.host).first()
    if known is not None and known.tenant_id != wish.city_id:
        return TAKEN
    if wish.what == HostWish.DROP:
        if known is not None and known.is_primary:
            return OWN
        hosts.filter(domain=wish.host, tenant=wish.city_id).delete()
        return ""
    is_primary = wish.what == HostWish.PRIMARY
    if is_primary:
        hosts.filter(tenant=wish.city_id, is_primary=True).update(is_primary=False)
    if known is None:
        Domain.objects.using("owner").create(
            tenant_id=wish.city_id, domain=wish.host, is_primary=is_primary
        )
    elif is_primary:
        hosts.filter(pk=known.pk).update(is_primary=True)
    return ""
