"""The end of a good story."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def archive(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Put a confirmed appeal away.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    return journal.move(appeal, workflow.ARCHIVE, by=by, at=at, version=version)
