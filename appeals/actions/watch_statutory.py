"""No silence before the law either: a term of 59-ФЗ that ran out stands in the journal."""

from datetime import datetime

from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.models import StatutoryCase
from tenants.accounts.actor import SYSTEM

BATCH = 200


@whole
def note_statutory_breaches(*, at: datetime) -> int:
    """Journal every breach not journaled yet; the number of them. Safe to run twice at once.

    Rows are locked appeal first, as every action does.
    """
    late = StatutoryCase.objects.filter(watch_at__lt=at).select_related("appeal")
    rows = late.order_by("watch_at").select_for_update(skip_locked=True, of=("appeal", "self"))
    noted = list(rows[:BATCH])
    for case in noted:
        journal.note(case.appeal, "breach", by=SYSTEM, clock=case.clock)
        case.watch_at = None
        case.save(update_fields=["watch_at"])
    return len(noted)
