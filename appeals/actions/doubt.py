"""Neighbours say that it is still not fixed; enough of them bring finished work back before the desk."""

from datetime import datetime

from appeals import workflow
from appeals.actions import blocks, journal, verdicts
from appeals.actions.blocks import Origin
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Doubt, Policy
from appeals.workflow import Status
from tenants.accounts.actor import SYSTEM, Actor

FINISHED = frozenset({Status.RESOLVED, Status.CONFIRMED})
TAKEN = workflow.OPEN | FINISHED


@whole
def doubt(appeal_id: int, *, origin: Origin, by: Actor, at: datetime) -> Appeal:
    """Count one neighbour; each browser once until the work is called done, and once more after that.

    When the city's number of neighbours doubts finished work, the journal says so, the appeal comes
    to the dispatchers' list, and nothing closes it until they have decided.

    Raises:
        RefusedMove: the appeal is closed for good.
        Blocked: nothing is taken from there now.
        NotFound
    """
    blocks.refuse_blocked(origin, at=at)
    appeal = Appeal.objects.locked(appeal_id)
    if appeal.status not in TAKEN:
        raise RefusedMove(
            "Это обращение закрыто. Если проблема осталась, сообщите о ней заново: "
            "работа начнётся сразу, с новыми сроками."
        )
    is_finished = appeal.status in FINISHED
    turn = 2 * appeal.reopened_count + is_finished
    _, is_first = Doubt.objects.get_or_create(
        appeal=appeal, round=turn, key=origin.browser, defaults={"at": at}
    )
    if not is_first:
        return appeal
    appeal.doubt_count += 1
    appeal.save(update_fields=["doubt_count"])
    if is_finished and appeal.doubted_at is None:
        _call_the_desk(appeal, at=at)
    return appeal


@whole
def trust(appeal_id: int, *, words: str, by: Actor, at: datetime) -> Appeal:
    """The desk has looked: the work is done after all, and everybody reads why.

    Raises:
        RefusedMove: nobody doubts it, or this is not the desk.
        BadInput: no words.
        NotFound
    """
    appeal = Appeal.objects.locked(appeal_id)
    words = words.replace("\x00", "").strip()
    if not words:
        raise BadInput({"words": "Напишите, что показала проверка: это прочтут соседи."})
    if by.role not in workflow.DESK or appeal.doubted_at is None:
        raise RefusedMove("Проверять нечего: соседи этого обращения сейчас не оспаривают.")
    verdicts.forget_doubts(appeal)
    appeal.save(update_fields=["doubted_at", "doubt_count"])
    journal.note(appeal, "trust", by=by, comment=words)
    return appeal


def _call_the_desk(appeal: Appeal, *, at: datetime) -> None:
    if appeal.doubt_count < Policy.of_city().doubts_to_check:
        return
    appeal.doubted_at = at
    appeal.save(update_fields=["doubted_at"])
    journal.note(appeal, "doubt", by=SYSTEM, count=appeal.doubt_count)
