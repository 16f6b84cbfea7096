"""The city's numbers for the gate before live work, and the record of who changed them."""

from collections.abc import Mapping
from datetime import datetime

from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput, NotAllowed
from onboarding.organisations import access
from onboarding.organisations.models import GateRules
from tenants.accounts.actor import Actor

# The least and the most of each number that makes sense.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "trained_percent": (0, 100),
    "practice_least": (0, 200),
    "on_time_percent": (0, 100),
    "certificate_days": (0, 365),
    "phone_days": (1, 365),
}


@whole
def change(values: Mapping[str, int], *, by: Actor, at: datetime) -> GateRules:
    """Store the numbers given; others stay. What is already live stays live.

    Raises:
        NotAllowed: the administrator's alone.
        BadInput: a number out of its bounds.
    """
    if not access.speaks_for_city(by):
        raise NotAllowed("Условия запуска меняет администратор города.")
    wrong = {
        name: f"От {least} до {most}."
        for name, (least, most) in BOUNDS.items()
        if name in values and not least <= values[name] <= most
    }
    if wrong:
        raise BadInput(wrong)
    rules = GateRules.of_city()
    before = described(rules)
    for name, value in values.items():
        setattr(rules, name, value)
    rules.save()
    changes.record(
        "Условия запуска организаций", by=by, at=at, before=before, after=described(rules)
    )
    return rules


def described(rules: GateRules) -> str:
    """The numbers in words, for the record of changes."""
    fields = [GateRules._meta.get_field(name) for name in BOUNDS]
    return "; ".join(f"{field.verbose_name}: {getattr(rules, field.name)}" for field in fields)  # type: ignore[union-attr]
