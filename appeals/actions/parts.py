"""A whole and its parts: several executors, one story for the resident.

A part is an appeal of its own at its organisation; the applicant, the verdict and the public page
are the whole's. Rows are locked from the part to the whole.
"""

from collections.abc import Iterable
from datetime import datetime

from appeals import labels, workflow
from appeals.actions import journal, verdicts
from appeals.actions.whole import whole as whole_action
from appeals.errors import RefusedMove
from appeals.models import Appeal, Event
from appeals.workflow import Status, Transition
from tenants.accounts.actor import SYSTEM, Actor


def refuse_part(appeal: Appeal) -> None:
    """Let nobody do to a part what is for its whole alone.

    Raises:
        RefusedMove: it is a part.
    """
    if appeal.parent_id is not None:
        raise RefusedMove(
            f"Это часть обращения {appeal.parent}: откройте его, это действие делают с ним целиком."
        )


def of(appeal: Appeal, *statuses: Status) -> Iterable[Appeal]:
    """The parts that stand in one of these statuses, locked, in their order."""
    if appeal.parent_id is not None:
        return []
    rows = Appeal.objects.filter(parent=appeal, status__in=statuses).order_by("part")
    found = rows.select_for_update(of=("self",)).select_related("category", "organisation")
    parts = list(found)
    for part in parts:
        part.was_with = part.organisation_id
    return parts


def move_all(
    appeal: Appeal, transition: Transition, *, by: Actor, at: datetime, outcome: str = ""
) -> None:
    """Lead every part the way its whole has gone."""
    for part in of(appeal, *transition.sources):
        part.outcome = outcome
        journal.move(part, transition, by=by, at=at)


def follow(part: Appeal, *, at: datetime) -> None:
    """Tell the whole what became of a part; the last one to finish finishes the whole."""
    if part.parent_id is None:
        return
    whole = Appeal.objects.locked(part.parent_id)
    journal.note(
        whole,
        "part",
        by=SYSTEM,
        part=part.part,
        organisation=str(part.organisation or ""),
        state=str(labels.STATUSES[part.status]),
    )
    if whole.status == Status.SPLIT and not _unfinished(whole):
        gather(whole.pk, by=SYSTEM, at=at)


@whole_action
def gather(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Every executor has finished: the whole is done, and its applicant is asked once.

    Raises:
        RefusedMove: somebody still works, or it was never in parts.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    if appeal.status == Status.SPLIT and _unfinished(appeal):
        raise RefusedMove("Ещё не все исполнители закончили: подождите их.")
    appeal.resolved_at = at
    if workflow.allowed(workflow.GATHER, appeal.status, by.role):
        verdicts.await_word(appeal, at=at)
    return journal.move(
        appeal, workflow.GATHER, by=by, at=at, version=version, comment=_reports(appeal)
    )


def _unfinished(whole: Appeal) -> bool:
    return Appeal.objects.open().filter(parent=whole).exists()


def _reports(whole: Appeal) -> str:
    """What every executor reported of its part, one after another."""
    told: dict[int, str] = {}
    reports = Event.objects.filter(appeal__parent=whole, kind__in=("resolve", "reject"))
    for event in reports.select_related("appeal__organisation").order_by("id"):
        who = str(event.appeal.organisation or "Диспетчер города")
        told[event.appeal.part] = f"{who}: {event.details.get('comment', '')}"
    return "\n".join(told[part] for part in sorted(told))
