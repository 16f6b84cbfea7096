"""Joining an appeal to an earlier one about the same trouble."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def duplicate(
    appeal_id: int, *, of: Appeal, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Close an appeal in favour of another.

    Raises:
        BadInput: it is the same appeal, or the other is itself a duplicate.
        NotFound, RefusedMove, Stale
    """
    if of.pk == appeal_id:
        raise BadInput({"of": "Это то же самое обращение. Укажите номер другого."})
    if of.merged_into_id is not None:
        raise BadInput({"of": "То обращение само отмечено как повтор. Укажите первое из них."})
    appeal = Appeal.objects.locked(appeal_id)
    appeal.merged_into = of
    return journal.move(appeal, workflow.DUPLICATE, by=by, at=at, version=version, of=of.number)
