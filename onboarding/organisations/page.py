"""The organisation's page: five steps of its way, the gate beside them, the course of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals.models import Organisation
from onboarding.organisations import gate, steps
from onboarding.organisations.gate import Condition
from onboarding.organisations.sections import Section, agreement, details, launch, training, trial
from onboarding.organisations.steps import Line
from tenants.accounts.actor import Actor

# The order in which a page names what an organisation goes through.
SECTIONS = (details, agreement, training, trial, launch)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows."""

    organisation: Organisation
    sections: list[Section]
    conditions: list[Condition]
    course: list[Line]

    @property
    def met(self) -> int:
        """How many conditions of the gate are met."""
        return sum(condition.is_met for condition in self.conditions)

    @property
    def context(self) -> dict[str, Any]:
        """What the sections' templates read, side by side: each names its own things."""
        joined: dict[str, Any] = {}
        for section in self.sections:
            joined |= section.context
        return joined


def compose(organisation: Organisation, *, actor: Actor, at: datetime) -> Page:
    """The page as this person sees it at this moment."""
    return Page(
        organisation,
        [each.section(organisation, actor=actor, at=at) for each in SECTIONS],
        gate.conditions(organisation, at),
        steps.course(organisation),
    )
