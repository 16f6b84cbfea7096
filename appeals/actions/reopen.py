"""Not satisfied: back to work under stricter control."""

from datetime import datetime

from appeals import workflow
from appeals.actions import clocks, journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def reopen(
    appeal_id: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Send the appeal back: control level + 1, shorter clocks from now, counted for good.

    It stays with the organisation, which must accept it again.

    Raises:
        BadInput: no reason.
        NotFound, RefusedMove, Stale
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите, что осталось не так: это прочтёт исполнитель."})
    appeal = Appeal.objects.locked(appeal_id)
    appeal.control_level += 1
    appeal.reopened_count += 1
    appeal.clocks_from = at
    appeal.accepted_at = appeal.resolved_at = None
    appeal.crew = None
    clocks.start(appeal, appeal.category, appeal.organisation, at=at)
    return journal.move(
        appeal,
        workflow.REOPEN,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        level=appeal.control_level,
    )
