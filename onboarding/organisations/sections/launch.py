"""Step 5: live work: how it begins, is suspended, goes on and ends."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations import access, gate, launching
from onboarding.organisations.sections import Section
from tenants.accounts.actor import Actor

_WORDS = {Organisation.LIVE: "в работе", "suspended": "приостановлена", "ended": "завершена"}


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done while the organisation works appeals of residents."""
    stage = organisation.stage
    return Section(
        title="Запуск",
        state="done" if stage == Organisation.LIVE else "now" if stage == "suspended" else "ahead",
        tag=_WORDS.get(stage, ""),
        template="onboarding/sections/launch.html",
        context={
            "missing": gate.missing(gate.conditions(organisation, at)) if stage == "trial" else [],
            "may_launch": stage == Organisation.TRIAL and access.launches(actor),
            "may_launch_early": stage == Organisation.TRIAL and access.launches_early(actor),
            "may_suspend": stage == Organisation.LIVE and access.launches_early(actor),
            "may_resume": stage == "suspended" and access.launches_early(actor),
            "may_end": stage != "ended" and access.launches_early(actor),
            "may_check_phone": bool(organisation.emergency_phone) and access.launches(actor),
            "may_change_gate": access.speaks_for_city(actor),
            "least_reason": launching.LEAST_REASON,
        },
    )
