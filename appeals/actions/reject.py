"""Refusing with a ground, and saying who is competent."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import arbiter, journal, parts
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.grounds import grounds
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def reject(
    appeal_id: int,
    *,
    ground: str,
    words: str = "",
    competent: str = "",
    contact: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Close an appeal without work on a coded ground (appeals.grounds); all of it is public.

    `words` say more of this case; `competent` and `contact` say who decides such things.

    Raises:
        BadInput: no such ground, or one that must name who is competent and does not.
        NotFound, RefusedMove, Stale
    """
    known = grounds().get(ground)
    if known is None:
        raise BadInput({"ground": "Выберите основание из списка: его увидит житель."})
    if known.names_competent and not competent.strip():
        raise BadInput({"competent": "Напишите, кто решает такие вопросы: житель пойдёт туда."})
    placeholders.refuse_unfilled(words=words)
    appeal = Appeal.objects.locked(appeal_id)
    arbiter.refuse_others(appeal, by)
    appeal.outcome = known.outcome
    sentence = ". ".join(part for part in (known.wording, words.strip()) if part)
    who = ", ".join(part for part in (competent.strip(), contact.strip()) if part)
    moved = journal.move(
        appeal,
        workflow.REJECT,
        by=by,
        at=at,
        version=version,
        comment=sentence,
        competent=who,
        ground=ground,
    )
    parts.follow(moved, at=at)
    return moved
