"""Not ours, says the organisation; the clock keeps running."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def return_to_desk(
    appeal_id: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Give the appeal back to the dispatch desk with a reason.

    Raises:
        BadInput: no reason.
        NotFound, RefusedMove, Stale
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите, почему возвращаете и кто, по-вашему, должен решать."})
    placeholders.refuse_unfilled(reason=reason)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    returned_by = appeal.organisation
    appeal.returned_count += 1
    appeal.organisation = None
    appeal.crew = None
    # Who refused is not who should have got it: the desk decides anew.
    appeal.named_organisation = None
    appeal.routed_why = f"Возврат от «{returned_by}»: {reason.strip()}"
    return journal.move(
        appeal,
        workflow.RETURN_TO_DESK,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        organisation=str(returned_by),
        given_back_by=returned_by.pk if returned_by else None,
    )
