"""Accepting: from this second everybody sees that somebody works on it."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import NotFound
from appeals.models import Appeal
from tenants.accounts.actor import Actor, Role


@whole
def accept(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """The addressed organisation takes the appeal into work.

    Raises:
        NotFound: it is not this organisation's.
        RefusedMove: somebody accepted it before, or it was never assigned.
    """
    appeal = own(appeal_id, by)
    appeal.accepted_at = at
    return journal.move(
        appeal,
        workflow.ACCEPT,
        by=by,
        at=at,
        version=version,
        organisation=str(appeal.organisation),
    )


@whole
def open_by_member(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """A member opens the appeal: the first opening accepts it, unless the organisation wants a button.

    Raises:
        NotFound: it is not theirs.
    """
    appeal = own(appeal_id, by)
    asks_for_button = appeal.organisation is not None and appeal.organisation.accepts_by_button
    if asks_for_button or not workflow.allowed(workflow.ACCEPT, appeal.status, by.role):
        return appeal
    return accept(appeal_id, by=by, at=at)


def own(appeal_id: int, by: Actor) -> Appeal:
    """The appeal, locked, if this actor's organisation holds it (the desk holds all).

    Raises:
        NotFound: missing, or another organisation's.
    """
    appeal = Appeal.objects.locked(appeal_id)
    if by.role in (Role.ORGANISATION, Role.CREW) and appeal.organisation_id != by.organisation_id:
        raise NotFound
    if by.role == Role.CREW and appeal.crew_id != by.crew_id:
        raise NotFound
    return appeal
