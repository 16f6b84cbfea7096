"""The resident is satisfied."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, parts, verdicts
from appeals.actions.whole import whole
from appeals.models import Appeal, Callback
from tenants.accounts.actor import Actor, Role


@whole
def confirm(
    appeal_id: int, *, by: Actor, at: datetime, version: int | None = None, comment: str = ""
) -> Appeal:
    """The problem is solved, says the applicant, or the dispatcher who asked them.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    parts.refuse_part(appeal)
    verdicts.settle(appeal)
    moved = journal.move(appeal, workflow.CONFIRM, by=by, at=at, version=version, comment=comment)
    parts.move_all(moved, workflow.CONFIRM, by=by, at=at)
    if by.role == Role.APPLICANT:
        verdicts.keep(moved, Callback.SATISFIED, by=by, at=at)
    return moved
