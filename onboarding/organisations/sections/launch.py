"""Step 5: live work."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations.sections import Section
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done while the organisation works appeals of residents."""
    is_live = organisation.stage == Organisation.LIVE
    return Section(
        title="Запуск",
        state="done" if is_live else "ahead",
        tag="в работе" if is_live else "",
        template="onboarding/sections/launch.html",
    )
