"""The crew cannot do it: back to the dispatcher of its own organisation."""

from datetime import datetime

from appeals import phone_time, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor


@whole
def give_back(
    appeal_id: int,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    phone: PhoneTime | None = None,
) -> Appeal:
    """Leave the task to the organisation, which sends somebody else; the clocks keep running.

    Raises:
        BadInput: no reason.
        NotFound, RefusedMove, Stale
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите, что мешает: диспетчер решит, кого направить."})
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    crew = appeal.crew
    appeal.crew = None
    return journal.move(
        appeal,
        workflow.GIVE_BACK,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        crew=crew.name if crew else "",
        **phone_time.details(phone, at),
    )
