"""Joining an appeal to an earlier one about the same trouble, and taking it apart again."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, parts
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal
from tenants.accounts.actor import Actor


@whole
def duplicate(
    appeal_id: int, *, of: Appeal, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Close an appeal in favour of another: what becomes of that one is told to this applicant too.

    Appeals joined to this one before follow it to the other.

    Raises:
        BadInput: it is the same appeal; the other is itself a duplicate, a part, or closed.
        NotFound, RefusedMove, Stale
    """
    if of.pk == appeal_id:
        raise BadInput({"of": "Это то же самое обращение. Укажите номер другого."})
    # Rows in the order of their keys: two who join crosswise wait instead of locking each other.
    rows = {pk: Appeal.objects.locked(pk) for pk in sorted((appeal_id, of.pk))}
    appeal, first = rows[appeal_id], rows[of.pk]
    if first.merged_into_id is not None:
        raise BadInput({"of": "То обращение само отмечено как повтор. Укажите первое из них."})
    if first.parent is not None:
        raise BadInput({"of": f"То обращение — часть. Укажите целое: {first.parent}."})
    if first.status in workflow.CLOSED:
        raise BadInput(
            {"of": "То обращение уже закрыто. Если беда повторилась, работайте по этому."}
        )
    parts.refuse_part(appeal)
    appeal.merged_into = first
    appeal.outcome = "duplicate"
    moved = journal.move(appeal, workflow.DUPLICATE, by=by, at=at, version=version, of=first.number)
    Appeal.objects.filter(merged_into=moved).update(merged_into=first)
    journal.note(first, "merge", by=by, number=moved.number)
    return moved


@whole
def separate(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Take a joined appeal out again while the first is open: the desk decides whose it is.

    Raises:
        RefusedMove: the first is closed already, and its end was told to this applicant.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    first = appeal.merged_into
    if first is not None and first.status in workflow.CLOSED:
        raise RefusedMove(
            f"Обращение {first} уже закрыто, заявителю сообщили об этом. Отделить повтор нельзя."
        )
    appeal.merged_into = None
    appeal.outcome = ""
    appeal.organisation = None
    appeal.assigned_at = appeal.accepted_at = None
    moved = journal.move(
        appeal,
        workflow.SEPARATE,
        by=by,
        at=at,
        version=version,
        of=str(first or ""),
    )
    if first is not None:
        journal.note(Appeal.objects.locked(first.pk), "leave", by=by, number=moved.number)
    return moved
