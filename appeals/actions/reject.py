"""Refusing with a ground, and saying who is competent."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def reject(
    appeal_id: int,
    *,
    ground: str,
    competent: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Close an appeal without work; the ground is public.

    Raises:
        BadInput: no ground.
        NotFound, RefusedMove, Stale
    """
    if not ground.strip():
        raise BadInput({"ground": "Напишите основание: его увидит житель."})
    placeholders.refuse_unfilled(ground=ground)
    appeal = Appeal.objects.locked(appeal_id)
    return journal.move(
        appeal,
        workflow.REJECT,
        by=by,
        at=at,
        version=version,
        comment=ground.strip(),
        competent=competent.strip(),
    )
