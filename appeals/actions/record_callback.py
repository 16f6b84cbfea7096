"""What came of a call to the applicant."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.archive import archive
from appeals.actions.confirm import confirm
from appeals.actions.reopen import reopen
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Callback
from tenants.accounts.actor import Actor


@whole
def record_callback(
    appeal_id: int,
    *,
    result: str,
    reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Satisfied: confirmed and archived. Not satisfied: reopened. No answer: noted, called again.

    Raises:
        BadInput: no such result, or no reason with a complaint.
        RefusedMove: there is nothing to call about, or it is not this person's call.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if not workflow.allowed(workflow.CONFIRM, appeal.status, by.role):
        raise journal.refusal(appeal, workflow.CONFIRM, by)
    if result not in (Callback.SATISFIED, Callback.NOT_SATISFIED, Callback.NO_ANSWER):
        raise BadInput({"result": "Отметьте, чем кончился звонок."})
    Callback.objects.create(
        appeal=appeal, result=result, reason=reason.strip(), called_at=at, operator_id=by.user_id
    )
    Appeal.objects.filter(pk=appeal_id).update(callback_count=appeal.callback_count + 1)
    if result == Callback.SATISFIED:
        confirm(appeal_id, by=by, at=at, version=version)
        return archive(appeal_id, by=by, at=at)
    if result == Callback.NOT_SATISFIED:
        return reopen(appeal_id, reason=reason, by=by, at=at, version=version)
    journal.note(appeal, "callback", by=by, is_public=False, result=result)
    return appeal
