"""An agreement that was signed on paper before the product knew of it."""

from datetime import date, datetime

from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Organisation
from onboarding.organisations import steps
from onboarding.organisations.agreements import standing
from onboarding.organisations.models import Agreement, Signature
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


@whole
def record_paper(
    organisation: Organisation,
    *,
    number: str,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Agreement:
    """Write down an agreement of the city's archive; from its first day the organisation has agreed.

    Raises:
        BadInput: no number, or it ends before it begins.
    """
    if not number.strip():
        raise BadInput({"number": "Укажите номер соглашения, как на бумаге."})
    if until is not None and until <= since:
        raise BadInput({"until": "Соглашение заканчивается раньше, чем начинается."})
    agreement = Agreement.objects.create(
        organisation=organisation,
        number=number.strip(),
        since=since,
        until=until,
        terms=organisation.terms,
        scope={"services": organisation.services},
        is_paper=True,
        created_at=at,
        sent_at=at,
        by_name=by.name,
    )
    Signature.objects.bulk_create(
        Signature(
            agreement=agreement,
            side=side,
            kind=Signature.PAPER,
            signed_at=at,
            by_id=by.user_id,
            by_name=by.name,
        )
        for side in (Signature.CITY, Signature.ORGANISATION)
    )
    standing.keep(organisation, day=today(at))
    steps.note(
        organisation,
        "agreement_in_force",
        by=by,
        at=at,
        number=f"Соглашение № {agreement.number}",
        since=f"{since:%d.%m.%Y}",
    )
    return agreement
