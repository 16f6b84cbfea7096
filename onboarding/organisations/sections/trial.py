"""Step 4: practice appeals."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations.sections import Section
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Over once the organisation is at live work."""
    is_over = organisation.stage in (Organisation.LIVE, "suspended", "ended")
    return Section(
        title="Учебные обращения",
        state="done" if is_over else "now" if organisation.stage == "trial" else "ahead",
        tag="",
        template="onboarding/sections/trial.html",
    )
