"""Both have signed: the matrix, the routing and the organisation's own columns follow."""

from datetime import datetime

from appeals.models import Organisation, RoutingRule
from onboarding.organisations import stages, steps
from onboarding.organisations.agreements import letters, matrix, standing
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.models import Agreement
from onboarding.organisations.rules_of_route import route_by_service
from onboarding.organisations.scope import ALL, NONE
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


def come_into_force(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    """Everything that follows from the second signature; called in its transaction."""
    organisation = agreement.organisation
    day = today(at)
    matrix.write(agreement, before=_before(agreement))
    _route(agreement)
    standing.keep(organisation, day=day)
    steps.note(
        organisation,
        "agreement_in_force",
        by=by,
        at=at,
        number=agreement_name(agreement),
        since=f"{agreement.since:%d.%m.%Y}",
    )
    if organisation.stage == "agreement":
        stages.advance(organisation.pk, to="training")
    letters.in_force(agreement, at=at)


def _before(agreement: Agreement) -> Agreement | None:
    """The paper whose annex held until now."""
    signed = [
        one
        for one in standing.agreements_of(agreement.organisation)
        if one.pk != agreement.pk and standing.is_signed(one) and one.since <= agreement.since
    ]
    return max(signed, key=lambda one: (one.since, one.pk), default=None)


def _route(agreement: Agreement) -> None:
    """Appeals without a house go by service to whoever serves the whole city."""
    if agreement.scope.get("houses") not in (ALL, NONE):
        return
    services = list(agreement.scope.get("services", ()))
    organisation: Organisation = agreement.organisation
    rule = RoutingRule.objects.filter(organisation=organisation).first()
    if rule is None:
        route_by_service(organisation, services)
