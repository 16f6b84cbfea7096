"""No silence: a clock that ran out is written into the journal for everybody to see."""

from datetime import datetime, timedelta

from appeals.actions import clocks, journal
from appeals.actions.archive import archive
from appeals.actions.whole import whole
from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts.actor import SYSTEM

BATCH = 200
CONFIRMED_REST = timedelta(days=1)


@whole
def note_breaches(*, at: datetime) -> int:
    """Journal every breach not journaled yet; the number of appeals. Safe to run twice at once."""
    late = (
        Appeal.everything.filter(watch_at__lt=at)
        .order_by("watch_at")
        .select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    noted = 0
    for appeal in late:
        for clock in clocks.overdue(appeal, at):
            appeal.breached = [*appeal.breached, clock]
            journal.note(appeal, "breach", by=SYSTEM, clock=clock)
        clocks.wind(appeal)
        appeal.save(update_fields=["breached", "next_clock", "next_clock_at", "watch_at"])
        noted += 1
    return noted


@whole
def archive_confirmed(*, at: datetime) -> int:
    """Archive appeals that stayed confirmed for a day and nobody doubts; the number of them.

    A statutory one waits for its written answer.
    """
    rested = (
        Appeal.objects.filter(
            status=Status.CONFIRMED,
            status_at__lt=at - CONFIRMED_REST,
            doubted_at__isnull=True,
            answer_owed=False,
        )
        .order_by("status_at")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:BATCH]
    )
    for appeal_id in list(rested):
        archive(appeal_id, by=SYSTEM, at=at)
    return len(rested)
