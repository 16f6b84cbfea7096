"""A draft becomes a document: numbered, set, kept byte for byte, sent to be signed."""

from datetime import datetime

from django.db import connection

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.agreements import document, kept, letters, templates
from onboarding.organisations.agreements.document import Place, Side
from onboarding.organisations.agreements.docx import docx
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.agreements.pdf import pdf
from onboarding.organisations.models import (
    Agreement,
    AgreementTemplate,
    CityParty,
    Details,
)
from onboarding.organisations.scope import CHOSEN, REGISTRY, Scope
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor

_NEXT = """
INSERT INTO organisations_agreementnumber AS n (year, last) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET last = n.last + 1 RETURNING n.last
"""


_ANNEX = """
INSERT INTO organisations_annexhouse (agreement_id, house_id) SELECT %s, unnest(%s::bigint[])
"""


class NoAgreement(NotFound):
    """There is no such agreement, or it is not theirs to see."""

    sentence = "Такого соглашения нет."


def one(agreement_id: int, actor: Actor) -> Agreement:
    """An agreement this person may see.

    Raises:
        NoAgreement
    """
    found = (
        Agreement.objects.select_related("organisation", "main", "ending")
        .prefetch_related("signatures")
        .filter(pk=agreement_id, organisation__in=access.visible_to(actor))
        .first()
    )
    if found is None:
        raise NoAgreement
    return found


@whole
def send(agreement_id: int, *, by: Actor, at: datetime) -> Agreement:
    """Give the draft its number, make its document, tell the organisation's head.

    The number is taken in the same transaction: what is not sent leaves no gap.

    Raises:
        BadInput: something that the document needs is not told yet.
        RefusedMove: it was sent already.
        NotAllowed, NoAgreement
    """
    if not access.speaks_for_city(by):
        raise NotAllowed("На подпись отправляет администратор города.")
    agreement = one(agreement_id, by)
    organisation = Organisation.objects.select_for_update().get(pk=agreement.organisation_id)
    agreement = one(agreement_id, by)
    if agreement.sent_at is not None:
        raise RefusedMove("Соглашение уже отправлено. Обновите страницу.")
    agreement.organisation = organisation
    sides = _sides(organisation)
    places = _annexed(agreement)
    _number(agreement, at)
    kind = AgreementTemplate.ADDITIONAL if agreement.main_id else AgreementTemplate.MAIN
    template = templates.in_use(kind, at=at)
    made = document.compose(
        agreement, template, city=sides[0], organisation=sides[1], places=places, at=at
    )
    as_pdf = kept.keep(pdf(made), "pdf", at=at)
    as_docx = kept.keep(docx(made), "docx", at=at)
    agreement.template = template
    agreement.parties = {"city": sides[0].kept(), "organisation": sides[1].kept()}
    agreement.house_count = len(places)
    agreement.pdf_path, agreement.pdf_sha256 = as_pdf.path, as_pdf.sha256
    agreement.docx_path, agreement.docx_sha256 = as_docx.path, as_docx.sha256
    with connection.cursor() as cursor:
        cursor.execute(_ANNEX, [agreement.pk, [pk for pk, _street, _number in places]])
    agreement.sent_at, agreement.by_name = at, by.name
    agreement.save()
    what = "additional_sent" if agreement.main_id else "agreement_sent"
    number = agreement_name(agreement) if agreement.main_id else agreement.number
    steps.note(organisation, what, by=by, at=at, number=number)
    letters.ask_to_sign(agreement, at=at)
    return agreement


def _number(agreement: Agreement, at: datetime) -> None:
    """The next number of the year, or of the additional agreements of its main one."""
    agreement.year = today(at).year
    if agreement.main is not None:
        others = Agreement.objects.filter(main=agreement.main, sent_at__isnull=False)
        agreement.serial = others.count() + 1
        agreement.number = f"{agreement.main.number}/{agreement.serial}"
        return
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [agreement.year])
        agreement.serial = int(cursor.fetchone()[0])
    agreement.number = f"{agreement.serial}-{agreement.year}"


def _annexed(agreement: Agreement) -> list[Place]:
    """The houses of the annex, locked in as they are today.

    Raises:
        BadInput: the scope speaks of houses and there are none.
    """
    scope = Scope.read(agreement.scope)
    places = document.places_of(scope.of(agreement.organisation))
    if scope.houses in (REGISTRY, CHOSEN) and not places:
        raise BadInput(
            {"houses": "В приложении нет ни одного дома: загрузите реестр или выберите дома иначе."}
        )
    return places


def _sides(organisation: Organisation) -> tuple[Side, Side]:
    """Both parties.

    Raises:
        BadInput: what is missing, for each of them.
    """
    city = document.city_side(CityParty.of_city())
    details = Details.objects.filter(organisation=organisation).first()
    other = document.organisation_side(organisation, details or Details())
    wrong: dict[str, str] = {}
    if missing := _missing(city):
        wrong["city"] = f"Заполните сведения города для соглашений: {', '.join(missing)}."
    if missing := _missing(other):
        wrong["organisation"] = f"Заполните сведения организации: {', '.join(missing)}."
    if wrong:
        raise BadInput(wrong)
    return city, other


def _missing(side: Side) -> list[str]:
    needed = {
        "название": side.name,
        "ИНН": side.inn,
        "адрес": side.address,
        "должность подписывающего": side.position,
        "кто подписывает": side.head,
    }
    return [name for name, value in needed.items() if not value]
