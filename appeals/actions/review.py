"""Bad words about finished work are read by somebody who controls it."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import NotFound, RefusedMove
from appeals.models import Appeal, Callback
from tenants.accounts.actor import Actor


@whole
def review(callback_id: int, *, by: Actor, at: datetime) -> Callback:
    """Mark a complaint as read; read by somebody before, it stays theirs.

    Raises:
        NotFound: there is no such answer.
        RefusedMove: this is not who controls the work.
    """
    if by.role not in workflow.SENIORS:
        raise RefusedMove("Отзывы просматривает контролёр или администратор города.")
    found = Callback.objects.select_for_update().filter(pk=callback_id).first()
    if found is None:
        raise NotFound
    if found.needs_review:
        found.needs_review = False
        found.reviewed_at = at
        found.reviewer_id, found.reviewer_name = by.user_id, by.name
        found.save()
        journal.note(Appeal.objects.locked(found.appeal_id), "review", by=by, is_public=False)
    return found
