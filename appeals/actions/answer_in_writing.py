"""The written answer of 59-ФЗ: signed, kept for good, sent to the applicant."""

from datetime import datetime

from django.utils.translation import gettext as _

from appeals import placeholders
from appeals.actions import journal, statutory
from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import Appeal, OfficialLetter, StatutoryCase
from tenants.accounts.actor import Actor


@whole
def answer_in_writing(
    appeal_id: int,
    *,
    text: str,
    signed_by: str,
    position: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Answer a statutory appeal on the merits; only then can it be closed.

    The answer itself is the applicant's alone: everybody else reads that it was given. After a
    reopening another one may follow.

    Raises:
        NotFound, Stale, NotAllowed
        RefusedMove: not registered yet, or handed to somebody else.
        BadInput: no text, nobody who signs, a place of a template left open.
    """
    placeholders.refuse_unfilled(text=text)
    appeal, case = statutory.locked(appeal_id, by=by, version=version)
    statutory.refuse_unregistered(case)
    if case.ending == StatutoryCase.FORWARDED:
        raise RefusedMove(_("Обращение переслано: ответит тот, кому его передали."))
    letter = statutory.write(
        appeal,
        OfficialLetter.ANSWER,
        text=text,
        signed_by=signed_by,
        position=position,
        by=by,
        at=at,
    )
    if case.ended_at is None:
        statutory.end(appeal, case, StatutoryCase.ANSWERED, at=at)
    journal.note(appeal, "answer_in_writing", by=by, case=case.number, letter=letter.pk)
    return statutory.touched(appeal)
