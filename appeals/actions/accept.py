"""Accepting: from this second everybody sees that somebody works on it."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, parts
from appeals.actions.whole import whole
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def accept(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """The addressed organisation takes the appeal into work.

    Raises:
        NotFound: it is not this organisation's.
        RefusedMove: somebody accepted it before, or it was never assigned.
    """
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    appeal.accepted_at = at
    moved = journal.move(
        appeal,
        workflow.ACCEPT,
        by=by,
        at=at,
        version=version,
        organisation=str(appeal.organisation),
    )
    parts.follow(moved, at=at)
    return moved


@whole
def open_by_member(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """A member opens the appeal: the first opening accepts it, unless the organisation wants a button.

    Raises:
        NotFound: it is not theirs.
    """
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    asks_for_button = appeal.organisation is not None and appeal.organisation.accepts_by_button
    if asks_for_button or not workflow.allowed(workflow.ACCEPT, appeal.status, by.role):
        return appeal
    return accept(appeal_id, by=by, at=at)
