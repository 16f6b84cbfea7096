"""The desk takes back what an organisation may no longer work: its agreement does not hold."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, later_dates
from appeals.actions.whole import whole
from appeals.models import Appeal, Organisation
from tenants.accounts.actor import SYSTEM, Actor

BATCH = 200


@whole
def take_back(
    appeal_id: int, *, by: Actor, at: datetime, reason: str = "", version: int | None = None
) -> Appeal:
    """An appeal goes from its organisation to the desk, which reads why and who should resolve it.

    No return counts against the organisation.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    was = appeal.organisation
    appeal.organisation = None
    appeal.named_organisation = was
    appeal.routed_why = reason
    appeal.assigned_at = appeal.postponed_until = None
    appeal.crew = None
    if workflow.allowed(workflow.TAKE_BACK, appeal.status, by.role):
        later_dates.withdraw(appeal, at=at)
    return journal.move(
        appeal,
        workflow.TAKE_BACK,
        by=by,
        at=at,
        version=version,
        comment=reason,
        organisation=str(was),
    )


@whole
def take_all_back(organisation: Organisation, *, reason: str, at: datetime) -> int:
    """All its open work goes to the desk; how many moved, BATCH at most.

    What waits for an applicant's answer is left until the answer comes. Index `appeal_queue`.
    """
    held = Appeal.objects.filter(
        organisation=organisation, status__in=sorted(workflow.TAKE_BACK.sources), is_trial=False
    )
    rows = held.order_by("pk").select_for_update(skip_locked=True, of=("self",))
    found = list(rows.values_list("pk", flat=True)[:BATCH])
    for pk in found:
        take_back(pk, reason=reason, by=SYSTEM, at=at)
    return len(found)
