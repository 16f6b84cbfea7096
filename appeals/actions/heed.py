"""Heeding the sound of the hall: somebody of the desk has heard that nobody accepted."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def heed(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """Silence the sound about one appeal for as long as its theme allows; the journal keeps who.

    Raises:
        NotFound: there is none.
        RefusedMove: it is not the desk that hears, or somebody has accepted meanwhile.
    """
    appeal = Appeal.objects.worked_by(by).locked(appeal_id)
    if by.role not in workflow.DESK:
        raise RefusedMove("Звук зала снимает диспетчер.")
    if appeal.status not in workflow.UNACCEPTED:
        raise RefusedMove("Это обращение уже приняли: звука о нём больше нет.")
    appeal.heeded_at = at
    appeal.save(update_fields=["heeded_at"])
    journal.note(appeal, "heed", by=by, is_public=False)
    return appeal
