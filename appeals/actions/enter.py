"""Registering a statutory appeal: the city's gap-free number of the year, and the law's clocks from it."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals.actions import statutory
from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def enter(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Enter a statutory appeal in the city's register (59-ФЗ art. 8: within three days).

    Raises:
        NotFound, Stale, NotAllowed
        RefusedMove: it has its number already, or is not statutory.
    """
    appeal, case = statutory.locked(appeal_id, by=by, version=version)
    if case.is_registered:
        raise RefusedMove(_("Уже зарегистрировано: № %(number)s.") % {"number": case.number})
    statutory.enter(appeal, case, by=by, at=at)
    return statutory.touched(appeal)
