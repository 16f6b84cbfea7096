"""Sending a crew: "a plumber has been sent" is a public stage."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal, parts
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Crew
from tenants.accounts.actor import Actor


@whole
def dispatch_crew(
    appeal_id: int,
    *,
    crew: Crew | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
    comment: str = "",
) -> Appeal:
    """Send people to the place; an organisation without crews just says that they are on the way.

    Raises:
        BadInput: the crew is another organisation's.
        NotFound, RefusedMove, Stale
    """
    placeholders.refuse_unfilled(comment=comment)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if crew is not None and crew.organisation_id != appeal.organisation_id:
        raise BadInput({"crew": "Это бригада другой организации. Выберите свою."})
    appeal.crew = crew
    appeal.set_out_at = appeal.arrived_at = None
    moved = journal.move(
        appeal,
        workflow.DISPATCH_CREW,
        by=by,
        at=at,
        version=version,
        crew=crew.name if crew else "",
        crew_id=crew.pk if crew else None,
        comment=comment,
    )
    parts.follow(moved, at=at)
    return moved
