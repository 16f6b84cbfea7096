"""The resident is satisfied."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def confirm(
    appeal_id: int, *, by: Actor, at: datetime, version: int | None = None, comment: str = ""
) -> Appeal:
    """The problem is solved, says the applicant, or the dispatcher who asked them.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    return journal.move(appeal, workflow.CONFIRM, by=by, at=at, version=version, comment=comment)
