"""An organisation works no more: what it has open goes to the desk, with the reason."""

from datetime import datetime

from appeals.actions.take_back import take_all_back
from appeals.actions.whole import whole
from appeals.models import Organisation
from onboarding.organisations import steps
from tenants.accounts.actor import Actor


@whole
def take_back(organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> int:
    """Give the desk every open appeal of residents that this organisation holds; how many.

    What was called done waits for the resident's word as it did.
    """
    count = 0
    while moved := take_all_back(organisation, reason=reason, at=at):
        count += moved
    if count:
        steps.note(organisation, "work_taken_back", by=by, at=at, count=count)
    return count
