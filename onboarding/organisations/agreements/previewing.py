"""What a document would look like before it is one: without a number, stored nowhere."""

from datetime import datetime

from onboarding.organisations.agreements import document, templates
from onboarding.organisations.agreements.pdf import pdf
from onboarding.organisations.models import Agreement, AgreementTemplate, CityParty, Details
from onboarding.organisations.scope import Scope

_NO_NUMBER = "проект"


def of_draft(agreement: Agreement, *, at: datetime) -> bytes:
    """The PDF that sending the draft today would make, but for its number."""
    kind = AgreementTemplate.ADDITIONAL if agreement.main_id else AgreementTemplate.MAIN
    organisation = agreement.organisation
    details = Details.objects.filter(organisation=organisation).first() or Details()
    places = document.places_of(Scope.read(agreement.scope).of(organisation))
    agreement.number = _NO_NUMBER
    made = document.compose(
        agreement,
        templates.latest(kind),
        city=document.city_side(CityParty.of_city()),
        organisation=document.organisation_side(organisation, details),
        places=places,
        at=at,
    )
    return pdf(made)


def of_text(kind: str, *, title: str, text: str) -> bytes:
    """A text of the settings with the samples in its places."""
    return pdf(document.sample(AgreementTemplate(kind=kind, title=title, text=text)))
