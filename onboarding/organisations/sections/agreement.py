"""Step 2: the agreement, its document and both signatures."""

from datetime import datetime

from appeals.models import Organisation
from onboarding.organisations import access
from onboarding.organisations.agreements import standing
from onboarding.organisations.agreements.shown import Shown, shown
from onboarding.organisations.sections import Section
from onboarding.organisations.states import HOLDS, State
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


def section(organisation: Organisation, *, actor: Actor, at: datetime) -> Section:
    """Done while an agreement is in force."""
    in_force = organisation.agreed_on(today(at))
    papers = [shown(one, at=at) for one in standing.agreements_of(organisation)]
    for paper in papers:
        paper.agreement.organisation = organisation
    if not access.speaks_for_city(actor):
        papers = [paper for paper in papers if not paper.is_draft]
    current = _current(papers)
    return Section(
        title=current.name if current else "Соглашение",
        state="done" if in_force else "now" if organisation.stage == "agreement" else "ahead",
        tag=current.state_words if current else "действует" if in_force else "не составлено",
        template="onboarding/sections/agreement.html",
        context={
            "agreement_in_force": in_force,
            "paper": current,
            "older_papers": [one for one in papers if current and one is not current],
            "may_agree": access.speaks_for_city(actor),
            "may_sign_here": current is not None and _may_sign(current, actor),
            "may_add": bool(
                access.speaks_for_city(actor)
                and any(
                    one.agreement.main_id is None and one.holds_or_will and one.state in HOLDS
                    for one in papers
                )
            ),
            "waits_for_signature": any(one.waits for one in papers),
        },
    )


def _current(papers: list[Shown]) -> Shown | None:
    """What the step is about: what waits for somebody, else what holds, else the latest."""
    order = {State.SENT: 4, State.SIGNED_BY_ONE: 4, State.DRAFT: 3}
    return max(
        papers,
        key=lambda one: (
            order.get(one.state, 2 if one.holds_or_will else 1),
            one.agreement.main_id is None,
            one.agreement.pk,
        ),
        default=None,
    )


def _may_sign(paper: Shown, actor: Actor) -> bool:
    if not paper.waits:
        return False
    if access.speaks_for_city(actor):
        return paper.city is None
    return access.speaks_for(actor, paper.agreement.organisation) and paper.organisation is None
