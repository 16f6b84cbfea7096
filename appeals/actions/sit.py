"""Sitting down at a telephone: its calls open on this operator's screen."""

import re
from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Seat
from tenants.accounts.actor import Actor

_EXTENSION = re.compile(r"[0-9A-Za-z_.\-]{1,20}", re.ASCII)


@whole
def sit(extension: str, *, by: Actor, at: datetime) -> Seat | None:
    """Take the telephone with this extension; whoever sat there before has none. Empty: leave.

    Raises:
        BadInput: it is no extension.
    """
    extension = extension.strip()
    if extension and not _EXTENSION.fullmatch(extension):
        raise BadInput({"extension": "Внутренний номер — цифры и латинские буквы, например 204."})
    if by.user_id is None:
        raise BadInput({"extension": "Телефон занимает человек: войдите под своим именем."})
    mine = Seat.objects.filter(operator_id=by.user_id)
    if not extension:
        mine.delete()
        return None
    mine.exclude(extension=extension).delete()
    seat, _created = Seat.objects.update_or_create(
        extension=extension, defaults={"operator_id": by.user_id, "since": at}
    )
    return seat
