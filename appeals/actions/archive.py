"""The end of a story: confirmed, or answered by silence alone."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, parts, verdicts
from appeals.actions.whole import whole
from appeals.models import Appeal
from tenants.accounts.actor import SYSTEM, Actor


@whole
def archive(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Put a confirmed appeal away: it counts as fixed.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    parts.refuse_part(appeal)
    appeal.outcome = "fixed"
    verdicts.forget_doubts(appeal)
    moved = journal.move(appeal, workflow.ARCHIVE, by=by, at=at, version=version)
    parts.move_all(moved, workflow.ARCHIVE, by=by, at=at, outcome="fixed")
    return moved


@whole
def lapse(
    appeal_id: int, *, by: Actor = SYSTEM, at: datetime, version: int | None = None
) -> Appeal:
    """Put away an appeal whose applicant neither answered the calls nor used the link.

    It never counts as confirmed.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    parts.refuse_part(appeal)
    verdicts.settle(appeal)
    verdicts.forget_doubts(appeal)
    appeal.outcome = "not_confirmed"
    moved = journal.move(appeal, workflow.LAPSE, by=by, at=at, version=version)
    parts.move_all(moved, workflow.LAPSE, by=by, at=at, outcome="not_confirmed")
    return moved
