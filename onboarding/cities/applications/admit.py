"""The platform's own rule: a trial at once, or after an operator has looked."""

from datetime import datetime

from onboarding.cities.models import Admission
from tenants.accounts.actor import Actor


def admit_at_once(is_instant: bool, *, by: Actor, at: datetime) -> Admission:
    """Change the rule for applications confirmed from now on."""
    admission, _ = Admission.objects.update_or_create(
        pk=1, defaults={"is_instant": is_instant, "changed_at": at, "changed_by": by.name}
    )
    return admission
