"""Asking the applicant, and going on when they have answered or let the time pass."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from appeals import placeholders, workflow
from appeals.actions import clocks, journal, parts
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Policy
from tenants.accounts.actor import SYSTEM, Actor


@whole
def ask(
    appeal_id: int, *, question: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Set the appeal aside until the applicant has answered, or the city's days for it are over.

    Raises:
        BadInput: no question.
        NotFound, RefusedMove, Stale
    """
    if not question.strip():
        raise BadInput({"question": "Напишите вопрос заявителю."})
    placeholders.refuse_unfilled(question=question)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    appeal.question_until = at + timedelta(days=Policy.of_city().question_days)
    appeal.question_reminded_at = None
    moved = journal.move(
        appeal,
        workflow.ASK,
        by=by,
        at=at,
        version=version,
        comment=question.strip(),
        until=appeal.question_until.isoformat(),
    )
    parts.follow(moved, at=at)
    return moved


@whole
def answer(
    appeal_id: int, *, text: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Go on from where the question stopped the work. The answer is not public.

    Raises:
        BadInput: nothing was answered.
        NotFound, RefusedMove, Stale
    """
    if not text.strip():
        raise BadInput({"text": _("Напишите ответ.")})
    moved = _go_on(appeal_id, by=by, at=at, version=version)
    journal.note(moved, "answer", by=by, is_public=False, comment=text.strip())
    return moved


@whole
def go_on_unanswered(appeal_id: int, *, at: datetime) -> Appeal:
    """The days for an answer are over: silence is an answer, and the work goes on.

    Raises:
        NotFound, RefusedMove
    """
    return _go_on(appeal_id, by=SYSTEM, at=at, silence=True)


def _go_on(
    appeal_id: int, *, by: Actor, at: datetime, version: int | None = None, silence: bool = False
) -> Appeal:
    """The time the applicant took is not the executor's: the clocks that still ran move by it."""
    appeal = Appeal.objects.locked(appeal_id)
    asked_at = appeal.status_at
    details = {"silence": True} if silence else {}
    if workflow.allowed(workflow.ANSWER, appeal.status, by.role):
        clocks.put_off(appeal, at - asked_at, at=asked_at)
        appeal.question_until = None
    moved = journal.move(appeal, workflow.ANSWER, by=by, at=at, version=version, **details)
    parts.follow(moved, at=at)
    return moved
