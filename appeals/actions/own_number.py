"""The organisation's own number of an appeal, so that its other journals and this one meet."""

from datetime import datetime

from appeals.access import gives_own_number
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed
from appeals.models import Appeal
from tenants.accounts.actor import Actor

LONGEST = 40


@whole
def give_own_number(appeal_id: int, *, number: str, by: Actor, at: datetime) -> Appeal:
    """Keep the number under which the organisation knows the appeal; empty: forget it.

    Raises:
        BadInput: too long.
        NotAllowed: only the organisation that works it numbers it.
        NotFound
    """
    appeal = Appeal.objects.worked_by(by).locked(appeal_id)
    if not gives_own_number(by):
        raise NotAllowed("Свой номер обращению даёт организация, которая его исполняет.")
    number = " ".join(number.split())
    if len(number) > LONGEST:
        raise BadInput({"number": f"Слишком длинно: поместится {LONGEST} знаков."})
    appeal.outside_number = number
    appeal.save(update_fields=["outside_number"])
    return appeal
