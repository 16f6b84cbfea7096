"""Not ours, says the organisation; the clock keeps running."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal, later_dates
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Policy
from tenants.accounts.actor import SYSTEM, Actor
from tenants.fanout import outbox

TOPIC = "control"


@whole
def return_to_desk(
    appeal_id: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Give the appeal back to the dispatch desk with a reason; too many bounces call the arbiter.

    Raises:
        BadInput: no reason.
        RefusedMove: the arbiter has decided that it is theirs.
        NotFound, Stale
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите, почему возвращаете и кто, по-вашему, должен решать."})
    placeholders.refuse_unfilled(reason=reason)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if appeal.arbiter_since is not None:
        raise RefusedMove(
            "Исполнителя назначил арбитр города, его решение не возвращают. Возьмите в работу; "
            "если не хватает сведений, запросите их у заявителя."
        )
    returned_by = appeal.organisation
    held_since = appeal.assigned_at or appeal.status_at
    lost = max(0, int((at - held_since).total_seconds()))
    appeal.returned_count += 1
    appeal.bounced_seconds += lost
    appeal.organisation = None
    appeal.assigned_at = None
    appeal.crew = None
    # Who refused is not who should have got it: the desk decides anew.
    appeal.named_organisation = None
    appeal.routed_why = f"Возврат от «{returned_by}»: {reason.strip()}"
    later_dates.withdraw(appeal, at=at)
    goes_up = appeal.returned_count >= Policy.of_city().bounce_limit
    if goes_up:
        appeal.arbiter_since = at
    moved = journal.move(
        appeal,
        workflow.RETURN_TO_DESK,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        organisation=str(returned_by),
        given_back_by=returned_by.pk if returned_by else None,
        lost_seconds=lost,
    )
    if goes_up:
        journal.note(moved, "arbiter", by=SYSTEM, is_public=False, bounces=moved.returned_count)
        outbox.put(TOPIC, {"arbiter": moved.pk})
    return moved
