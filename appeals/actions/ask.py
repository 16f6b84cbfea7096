"""Asking the applicant, and going on when they have answered."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def ask(
    appeal_id: int, *, question: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Set the appeal aside until the applicant has answered.

    Raises:
        BadInput: no question.
        NotFound, RefusedMove, Stale
    """
    if not question.strip():
        raise BadInput({"question": "Напишите вопрос заявителю."})
    placeholders.refuse_unfilled(question=question)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    return journal.move(
        appeal, workflow.ASK, by=by, at=at, version=version, comment=question.strip()
    )


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
        raise BadInput({"text": "Напишите ответ."})
    appeal = Appeal.objects.locked(appeal_id)
    moved = journal.move(appeal, workflow.ANSWER, by=by, at=at, version=version)
    journal.note(moved, "answer", by=by, is_public=False, comment=text.strip())
    return moved
