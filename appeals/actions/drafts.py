"""Unfinished cards: kept while an operator types, gone when the card is saved or thrown away."""

from collections.abc import Mapping
from datetime import datetime

from appeals.actions.register import key_kept
from appeals.actions.whole import whole
from appeals.models import Appeal, Draft, Joined
from appeals.models.draft import KEPT_FOR
from tenants.accounts.actor import Actor

# An operator who leaves more cards behind is not going to finish the first ones.
MOST = 5


@whole
def keep_draft(key: str, fields: Mapping[str, str], *, by: Actor, at: datetime) -> Draft | None:
    """Keep what is typed so far; None when the card was saved meanwhile, or there is nothing."""
    if by.user_id is None or not key:
        return None
    if not any(fields.values()) or _is_saved(key):
        drop_draft(key, by=by)
        return None
    draft, _created = Draft.objects.update_or_create(
        operator_id=by.user_id, key=key, defaults={"fields": dict(fields), "saved_at": at}
    )
    mine = Draft.objects.filter(operator_id=by.user_id)
    kept = list(mine.order_by("-saved_at").values_list("pk", flat=True)[:MOST])
    mine.exclude(pk__in=kept).delete()
    return draft


@whole
def drop_draft(key: str, *, by: Actor) -> None:
    """Forget a card: it was saved, or its operator does not want it."""
    if by.user_id is not None:
        Draft.objects.filter(operator_id=by.user_id, key=key).delete()


@whole
def forget_old_drafts(*, at: datetime) -> int:
    """Delete cards that nobody finished in a day: they hold callers' names."""
    deleted, _by_model = Draft.objects.filter(saved_at__lte=at - KEPT_FOR).delete()
    return deleted


def _is_saved(key: str) -> bool:
    return (
        Appeal.objects.filter(intake_key=key_kept(key)).exists()
        or Joined.objects.filter(key=key).exists()
    )
