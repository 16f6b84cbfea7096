"""Step 3: the organisation's people learn to work in the product."""

from datetime import datetime
from typing import Literal

from appeals.models import Organisation
from onboarding.organisations.sections import Section
from onboarding.organisations.training import access, learners, overview
from onboarding.organisations.training.overview import Side
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Who of the organisation has passed, who learns, who is to be reminded."""
    sides = overview.sides(learners.of_organisations([organisation.pk]), at=at)
    side = sides[0] if sides else None
    return Section(
        title="Обучение сотрудников",
        state=_state(organisation, side),
        tag=f"{side.passed} из {len(side.rows)} прошли" if side is not None else "",
        template="onboarding/sections/training.html",
        context={
            "training_side": side,
            "training_may_remind": access.reminds(actor, organisation.pk),
            "training_adds": actor.organisation_id == organisation.pk,
        },
    )


def _state(organisation: Organisation, side: Side | None) -> Literal["done", "now", "ahead"]:
    if side is not None and side.passed == len(side.rows):
        return "done"
    return "ahead" if organisation.stage in ("invited", "agreement") else "now"
