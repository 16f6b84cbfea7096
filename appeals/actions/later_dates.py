"""Asking for a later date: who asked, what was decided, and the withdrawal of what is overtaken."""

from datetime import datetime

from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Event, Postponement
from tenants.accounts.actor import Actor

LIMIT = 3  # the first date and two extensions


def check(appeal: Appeal, *, until: datetime, reason: str, at: datetime) -> None:
    """Whether the work may be put off to this date at all.

    Raises:
        BadInput: no reason, or a date that is past or no later than the one agreed.
        RefusedMove: already extended twice.
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите причину: её увидит житель."})
    if until <= at:
        raise BadInput({"until": "Эта дата уже прошла. Укажите будущую."})
    if appeal.postponed_until is not None and until <= appeal.postponed_until:
        raise BadInput({"until": "Работа уже отложена до этой даты или позже. Укажите другую."})
    if Event.objects.filter(appeal=appeal, kind="postpone")[:LIMIT].count() >= LIMIT:
        raise RefusedMove("Срок уже переносили трижды. Больше откладывать нельзя.")


def waiting(appeal: Appeal) -> Postponement | None:
    """What was asked for and is not decided."""
    if appeal.postpone_asked_at is None:
        return None
    return Postponement.objects.filter(appeal=appeal, is_approved=None).first()


def decide(
    appeal: Appeal, *, is_approved: bool, by: Actor, at: datetime, words: str
) -> Postponement | None:
    """Answer the request that waits, if one does; the appeal's row is the caller's to save."""
    asked = waiting(appeal)
    appeal.postpone_asked_at = None
    if asked is not None:
        asked.is_approved = is_approved
        asked.decided_at, asked.words = at, words
        asked.decided_by_id, asked.decided_by_name = by.user_id, by.name
        asked.save()
    return asked


def withdraw(appeal: Appeal, *, at: datetime) -> None:
    """The appeal has gone on: nobody has to decide any more."""
    if appeal.postpone_asked_at is None:
        return
    appeal.postpone_asked_at = None
    Postponement.objects.filter(appeal=appeal, is_approved=None).update(
        is_approved=False, decided_at=at, words="Обращение ушло дальше раньше решения."
    )
