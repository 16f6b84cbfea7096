"""What a person of the staff chose for their desk: kept in the city, read from the cache."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from appeals.models import Habit
from tenants.accounts.actor import Actor

_KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Habits:
    """Whether the hall is heard, and whether single keys act."""

    has_sound: bool = True
    has_single_keys: bool = True


def of(actor: Actor) -> Habits:
    """What this person chose; both are on for somebody who chose nothing."""
    if actor.user_id is None:
        return Habits()
    known: Habits | None = cache.get(_key(actor.user_id))
    if known is None:
        row = Habit.objects.filter(user_id=actor.user_id).first()
        known = Habits(row.has_sound, row.has_single_keys) if row else Habits()
        cache.set(_key(actor.user_id), known, _KEPT_SECONDS)
    return known


def keep(
    actor: Actor, *, has_sound: bool | None = None, has_single_keys: bool | None = None
) -> None:
    """Remember a choice; what is None stays as it was."""
    if actor.user_id is None:
        return
    chosen = {"has_sound": has_sound, "has_single_keys": has_single_keys}
    changed = {name: value for name, value in chosen.items() if value is not None}
    user_id = actor.user_id
    Habit.objects.update_or_create(user_id=user_id, defaults=changed)
    transaction.on_commit(lambda: cache.delete(_key(user_id)))


def _key(user_id: int) -> str:
    return f"habits:{user_id}"
