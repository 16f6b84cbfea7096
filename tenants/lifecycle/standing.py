"""The only writers of what a city may do; each change holds in every process within a second.

Billing calls `set_payment` and `set_limits`, the operators' acts call the rest. They run where the
office's role or the owner's connection is in force: a city can write nothing of its own standing.
"""

from datetime import date, datetime

from django.db import transaction

from tenants.entitlement import Hold, Payment
from tenants.models import City, Entitlements


class NotSo(RuntimeError):
    """The city does not stand where this change begins; the sentence says where it stands."""


def of(city: City, *, using: str = "default") -> Entitlements:
    """The city's row, locked; made when it had everything until now."""
    rows = Entitlements.objects.using(using)
    row, _ = rows.get_or_create(city=city, defaults={"tenant": f"t_{city.schema_name}"})
    return rows.select_for_update().get(pk=row.pk)


@transaction.atomic
def set_payment(city: City, payment: Payment, *, reason: str, at: datetime) -> Entitlements:
    """How far the debt has gone; FULL when there is none."""
    row = of(city)
    row.payment, row.payment_reason, row.payment_at = payment, reason, at
    row.save(update_fields=["payment", "payment_reason", "payment_at"])
    return row


@transaction.atomic
def set_limits(
    city: City,
    *,
    trial_until: date | None,
    organisations: int | None,
    appeals: int | None,
) -> Entitlements:
    """What the plan holds; passing it warns and blocks nothing."""
    row = of(city)
    row.trial_until = trial_until
    row.organisations_limit, row.appeals_limit = organisations, appeals
    row.save(update_fields=["trial_until", "organisations_limit", "appeals_limit"])
    return row


def hold(
    city: City, kind: Hold, *, reason: str, by: str, at: datetime, using: str = "default"
) -> Entitlements:
    """Stop the city: nothing is written from now on.

    Raises:
        NotSo: it is closing or gone already, or stands so.
    """
    with transaction.atomic(using):
        row = of(city, using=using)
        before = Hold(row.hold)
        if before is kind or before is Hold.DELETED or (before and kind is Hold.SUSPENDED):
            raise NotSo(_STANDS[before])
        row.hold, row.hold_reason, row.held_by, row.held_at = kind, reason, by, at
        row.save(using=using, update_fields=["hold", "hold_reason", "held_by", "held_at"])
        return row


@transaction.atomic
def release(city: City, *, kind: Hold) -> Entitlements:
    """Let the city go on from exactly where it stood.

    Raises:
        NotSo: it is not held so.
    """
    row = of(city)
    if row.hold != kind:
        raise NotSo(_STANDS[Hold(row.hold)])
    row.hold, row.hold_reason, row.held_by, row.held_at = Hold.NONE, "", "", None
    row.save(update_fields=["hold", "hold_reason", "held_by", "held_at"])
    return row


_STANDS = {
    Hold.NONE: "Город работает: снимать нечего.",
    Hold.SUSPENDED: "Город уже приостановлен.",
    Hold.CLOSING: "Город закрывается: сначала отмените закрытие.",
    Hold.DELETED: "Город удалён.",
}
