"""What a crew notes for its own people: a remark, or a call for help or materials."""

from datetime import datetime

from appeals import phone_time, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor


@whole
def write_down(
    appeal_id: int,
    *,
    text: str,
    needs_help: bool = False,
    by: Actor,
    at: datetime,
    phone: PhoneTime | None = None,
) -> Appeal:
    """Write a line into the journal for staff alone.

    Raises:
        BadInput: nothing is written.
        NotFound: it is not this crew's task.
        RefusedMove: the work is over.
    """
    if not text.strip():
        raise BadInput({"text": "Напишите, что записать: это прочтут ваш диспетчер и город."})
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_elsewhere(appeal, workflow.OPEN)
    journal.note(
        appeal,
        "crew_help" if needs_help else "crew_note",
        by=by,
        is_public=False,
        comment=text.strip(),
        **phone_time.details(phone, at),
    )
    return appeal
