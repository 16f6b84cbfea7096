"""A city leaves: read-only at once, exported, kept for so many days, deleted when two have agreed.

The office writes the wishes (`order`, `confirm`, `cancel`); `carry_out` is the steward's, the only
process that may drop anything. Each step is a transaction of its own and may be repeated; a crash
after any of them leaves an order that goes on from there.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tenants.accounts.actor import Actor
from tenants.entitlement import Hold
from tenants.lifecycle import standing
from tenants.models import City, Offboarding

ATTEMPTS = 5
REASON_LEAST = 20


class Refused(RuntimeError):
    """The wish cannot be taken; the sentence says why."""


@transaction.atomic
def order(city: City, *, reason: str, by: Actor, at: datetime) -> Offboarding:
    """Begin to close a city: from now on it is only read.

    Raises:
        Refused: no reason, or it is closing already.
    """
    told = reason.strip()
    if len(told) < REASON_LEAST:
        raise Refused("Назовите основание: договор и дату, от 20 знаков. Оно войдёт в акт.")
    try:
        standing.hold(city, Hold.CLOSING, reason=told, by=by.name, at=at)
    except standing.NotSo as error:
        raise Refused(str(error)) from error
    return Offboarding.objects.create(
        city=city,
        tenant=f"t_{city.schema_name}",
        schema_name=city.schema_name,
        name=city.name,
        reason=told,
        ordered_by_id=by.user_id or 0,
        ordered_by=by.name,
        ordered_at=at,
        keep_days=settings.OFFBOARDING_KEEP_DAYS,
    )


@transaction.atomic
def confirm(pk: int, *, by: Actor, at: datetime) -> Offboarding:
    """One of the two voices for deletion; they are never the same person's.

    Raises:
        Refused: there is no export yet, or this person has spoken.
    """
    row = _open(pk)
    if row.exported_at is None:
        raise Refused("Сначала должна быть готова выгрузка.")
    if row.is_confirmed:
        raise Refused("Удаление уже подтвердили двое.")
    if row.first_by_id is None:
        row.first_by_id, row.first_by, row.first_at = by.user_id, by.name, at
        row.save(update_fields=["first_by_id", "first_by", "first_at"])
    elif row.first_by_id == by.user_id:
        raise Refused("Второй голос даёт другой оператор: одному удалить город нельзя.")
    else:
        row.second_by_id, row.second_by, row.second_at = by.user_id, by.name, at
        row.save(update_fields=["second_by_id", "second_by", "second_at"])
    return row


@transaction.atomic
def cancel(pk: int, *, by: Actor, at: datetime) -> Offboarding:
    """The city stays: everything goes on from where it stood.

    Raises:
        Refused: the deletion has begun.
    """
    row = _open(pk)
    if set(row.done) - {"export"}:
        raise Refused("Удаление уже началось: отменить его нельзя.")
    row.cancelled_at, row.cancelled_by = at, by.name
    row.save(update_fields=["cancelled_at", "cancelled_by"])
    standing.release(row.city, kind=Hold.CLOSING)
    return row


@transaction.atomic
def retry(pk: int) -> Offboarding:
    """Let the steward try a stopped closing again."""
    row = _open(pk)
    row.attempts, row.failure = 0, ""
    row.save(update_fields=["attempts", "failure"])
    return row


def _open(pk: int) -> Offboarding:
    row = Offboarding.objects.select_for_update().filter(pk=pk).first()
    if row is None or row.cancelled_at or row.deleted_at:
        raise Refused("Закрытие уже закончено или отменено.")
    return row
