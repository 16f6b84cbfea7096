"""Calling back somebody whom nobody answered: one operator takes it, the others see who."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import NotFound, RefusedMove
from appeals.models import Call
from tenants.accounts.actor import Actor


@whole
def take_call(call_id: int, *, by: Actor, at: datetime) -> Call:
    """Take a missed call, and with it every other missed call of the same number.

    Raises:
        NotFound: there is no such call.
        RefusedMove: it was answered, or a colleague has taken it.
    """
    call = Call.objects.select_for_update().filter(pk=call_id).first()
    if call is None:
        raise NotFound
    if call.taken_at is not None and call.taken_by == by.user_id:
        return call
    if call.taken_at is not None:
        who = call.taken_name or "другой оператор"
        raise RefusedMove(f"Этому человеку уже перезванивает {who}. Возьмите следующий звонок.")
    if not call.is_missed:
        raise RefusedMove("На этот звонок уже ответили. Возьмите следующий.")
    taken = {"taken_at": at, "taken_by": by.user_id, "taken_name": by.name}
    if call.caller:
        Call.objects.missed(at).filter(caller=call.caller).update(**taken)
    for name, value in taken.items():
        setattr(call, name, value)
    call.save(update_fields=[*taken])
    return call
