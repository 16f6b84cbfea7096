"""The shift goes from hand to hand: the first signs what stands open, the second that they saw it."""

from datetime import datetime
from typing import Any

from appeals import workflow
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import Handover
from tenants.accounts.actor import Actor
from tenants.accounts.models import User

_LONGEST = 4000


@whole
def hand_over(
    *, to: User | None, words: str, snapshot: dict[str, Any], by: Actor, at: datetime
) -> Handover:
    """Sign the first time: what is open goes to somebody of the desk, by name.

    Raises:
        BadInput: nobody was named, or nobody of the desk.
        RefusedMove: it is not the desk, or the paper before this one still waits.
    """
    if by.role not in workflow.DESK or by.user_id is None:
        raise RefusedMove("Смену сдаёт диспетчер.")
    wrong = {}
    if to is None or to.role not in workflow.DESK or not to.is_active or to.pk == by.user_id:
        wrong["to"] = "Выберите, кому сдаёте смену."
    if len(words) > _LONGEST:
        wrong["words"] = f"Сократите до {_LONGEST} знаков."
    if to is None or wrong:
        raise BadInput(wrong)
    before = Handover.objects.waiting().filter(given_by_id=by.user_id).first()
    if before is not None:
        raise RefusedMove(
            f"Вы уже сдали смену: ждём подписи, {before.given_to_name}. "
            "Чтобы сдать заново, сначала отзовите прежнюю."
        )
    return Handover.objects.create(
        given_by_id=by.user_id,
        given_by_name=by.name,
        given_at=at,
        given_to_id=to.pk,
        given_to_name=to.name,
        words=words.strip(),
        snapshot=snapshot,
    )


@whole
def take_over(
    handover_id: int, *, remark: str, until: datetime | None, by: Actor, at: datetime
) -> Handover:
    """Sign the second time, under one's own name.

    Raises:
        NotFound: there is no such paper.
        RefusedMove: it is not for this person, or it is signed or withdrawn already.
    """
    handover = _waiting(handover_id)
    if not may_take(handover, by):
        raise RefusedMove(f"Эту смену принимает {handover.given_to_name}, или старший смены.")
    if until is not None and until <= at:
        raise BadInput({"until": "Это время уже прошло. Укажите, до скольки ваша смена."})
    handover.taken_by_id, handover.taken_by_name, handover.taken_at = by.user_id, by.name, at
    handover.remark, handover.until = remark.strip()[:_LONGEST], until
    handover.save(update_fields=["taken_by_id", "taken_by_name", "taken_at", "remark", "until"])
    return handover


@whole
def withdraw_handover(handover_id: int, *, by: Actor, at: datetime) -> Handover:
    """Take back what nobody signed yet; the paper stays, marked so.

    Raises:
        NotFound: there is no such paper.
        RefusedMove: it is somebody else's, or signed.
    """
    handover = _waiting(handover_id)
    if handover.given_by_id != by.user_id:
        raise RefusedMove("Отозвать может только тот, кто сдал смену.")
    handover.withdrawn_at = at
    handover.save(update_fields=["withdrawn_at"])
    return handover


def may_take(handover: Handover, actor: Actor) -> bool:
    """Whether the second signature may be this person's."""
    return may_sign(actor, given_by=handover.given_by_id, given_to=handover.given_to_id)


def may_sign(actor: Actor, *, given_by: int, given_to: int) -> bool:
    """The one who was named signs, or a senior in their place; never the one who gave."""
    if actor.role not in workflow.DESK or actor.user_id in (None, given_by):
        return False
    return actor.user_id == given_to or actor.role in workflow.SENIORS


def _waiting(handover_id: int) -> Handover:
    """The paper, locked, while it waits for its second signature."""
    handover = Handover.objects.select_for_update().filter(pk=handover_id).first()
    if handover is None:
        raise NotFound
    if not handover.is_waiting:
        raise RefusedMove("Эту смену уже приняли или отозвали. Откройте её ещё раз.")
    return handover
