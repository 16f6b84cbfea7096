"""Extending the consideration of a statutory appeal, once, with the applicant told."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from appeals import deadlines
from appeals.actions import journal, statutory
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, OfficialLetter
from tenants.accounts.actor import Actor


@whole
def extend(
    appeal_id: int,
    *,
    days: int | None,
    text: str,
    signed_by: str,
    position: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Consider it longer by so many days (59-ФЗ art. 12: at most 30); the applicant reads why.

    Raises:
        NotFound, Stale, NotAllowed
        RefusedMove: not registered, answered, extended before, or the term is over already.
        BadInput: too many days, no reason, nobody who signs.
    """
    appeal, case = statutory.locked(appeal_id, by=by, version=version)
    statutory.refuse_unregistered(case)
    if case.ended_at is not None:
        raise RefusedMove(_("Закон больше ничего не ждёт: продлевать нечего."))
    if case.extended_days:
        raise RefusedMove(_("Срок уже продлевали. Второй раз продлить нельзя: ответьте заявителю."))
    if at > case.consider_by:
        raise RefusedMove(
            _("Срок уже истёк: продлить можно было до его конца. Ответьте заявителю.")
        )
    try:
        case.consider_by = deadlines.extended(case.consider_by, days or 0)
    except ValueError as wrong:
        raise BadInput({"days": _("Укажите от 1 до 30 дней.")}) from wrong
    case.extended_days = days or 0
    letter = statutory.write(
        appeal,
        OfficialLetter.EXTENSION,
        text=text,
        signed_by=signed_by,
        position=position,
        until=case.consider_by,
        by=by,
        at=at,
    )
    statutory.wind(case)
    case.save()
    journal.note(
        appeal,
        "extend",
        by=by,
        case=case.number,
        letter=letter.pk,
        # The clock runs out at the midnight that ends the last day: people are told the day.
        until=(case.consider_by - timedelta(microseconds=1)).isoformat(),
    )
    return statutory.touched(appeal)
