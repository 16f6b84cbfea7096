"""The numbers a city works by: calls, questions, returns, incidents, quiet hours."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Policy
from tenants.accounts.actor import Actor

# The least and the most of each number that makes sense; outside it a screen asks again.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "callback_attempts": (1, 10),
    "callback_pause_minutes": (10, 2880),
    "callback_from_hour": (7, 22),
    "callback_till_hour": (8, 23),
    "vote_days": (1, 30),
    "question_days": (1, 30),
    "bounce_limit": (1, 5),
    "doubts_to_check": (1, 50),
    "incident_appeals": (2, 100),
    "incident_radius_m": (50, 5000),
    "incident_minutes": (10, 1440),
    "quiet_from_hour": (0, 23),
    "quiet_till_hour": (0, 23),
    "statutory_level": (1, 3),
}


@whole
def set_policy(values: Mapping[str, Any], *, by: Actor, at: datetime) -> Policy:
    """Store the numbers and words given; others stay.

    Raises:
        BadInput: a number out of its bounds, or calls that end before they begin.
    """
    wrong = {
        name: f"От {least} до {most}."
        for name, (least, most) in BOUNDS.items()
        if name in values and not least <= values[name] <= most
    }
    policy = Policy.of_city()
    before = described(policy)
    for name, value in values.items():
        setattr(policy, name, value)
    if policy.callback_from_hour >= policy.callback_till_hour:
        wrong.setdefault("callback_till_hour", "Звонки кончаются раньше, чем начинаются.")
    if wrong:
        raise BadInput(wrong)
    policy.save()
    changes.record(_("Порядок работы"), by=by, at=at, before=before, after=described(policy))
    return policy


def described(policy: Policy) -> str:
    """The numbers in words, for the record of changes."""
    fields = [field for field in Policy._meta.concrete_fields if field.name != "id"]
    return "; ".join(
        f"{field.verbose_name}: {value}"
        for field in fields
        if (value := getattr(policy, field.name)) not in (None, "")
    )
