"""Which tasks a crew has, or had before somebody else got them."""

from datetime import datetime

from appeals.models import Appeal, Event
from tenants.accounts.actor import Actor


def since(appeal_id: int, by: Actor) -> datetime | None:
    """From when this crew had the task last; None: it never had it, for it the task is missing."""
    if by.crew_id is None:
        return None
    sent = (
        Event.objects.filter(appeal_id=appeal_id, kind="dispatch_crew", details__crew_id=by.crew_id)
        .order_by("-sequence")
        .values_list("at", flat=True)
        .first()
    )
    if sent is not None:
        return sent
    # Sent before journals named crews by their id.
    return (
        Appeal.objects.visible_to(by)
        .filter(pk=appeal_id)
        .values_list("status_at", flat=True)
        .first()
    )
