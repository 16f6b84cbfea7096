"""Step 3: the organisation's people learn to work in the product."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations.sections import Section
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Who works in the organisation's queue."""
    people = organisation.members.filter(is_active=True, user__is_active=True)
    is_over = organisation.stage in ("trial", Organisation.LIVE, "suspended", "ended")
    return Section(
        title="Обучение сотрудников",
        state="done" if is_over else "now" if organisation.stage == "training" else "ahead",
        tag="",
        template="onboarding/sections/training.html",
        context={"people": list(people.select_related("user").order_by("user__name"))},
    )
