"""Step 2: the agreement, its document and both signatures."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations.sections import Section
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done while an agreement is in force."""
    in_force = organisation.agreed_on(today(at))
    return Section(
        title=f"Соглашение № {organisation.agreement_number}"
        if organisation.agreement_number
        else "Соглашение",
        state="done" if in_force else "now" if organisation.stage == "agreement" else "ahead",
        tag="действует" if in_force else "не подписано",
        template="onboarding/sections/agreement.html",
        context={"in_force": in_force},
    )
