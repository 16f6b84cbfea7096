"""What agreements say of an organisation, and how it is reached: written by its head or the city."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed
from appeals.models import Organisation
from onboarding import inn as numbers
from onboarding.organisations import access, steps
from onboarding.organisations.models import Details
from tenants.accounts import phones
from tenants.accounts.actor import Actor

LONGEST = 500
OF_ORGANISATION = ("name", "short_name", "inn", "ogrn", "email", "phone", "emergency_phone")
OF_DETAILS = ("address", "head_position", "head_name", "basis", "licence")
# Whom an agreement names: changed by the organisation, they are to be checked anew.
NAMED = {
    "name": "название",
    "inn": "ИНН",
    "ogrn": "ОГРН",
    "head_position": "должность подписывающего",
    "head_name": "подписывающего",
    "basis": "основание",
}


@whole
def change(organisation_id: int, *, told: dict[str, str], by: Actor, at: datetime) -> Organisation:
    """Write the details anew. Agreements that were sent keep what they said.

    The city's writing is its check; a head's change of whom agreements name takes the check back.

    Raises:
        BadInput: a sentence for each field that cannot be taken.
        NotAllowed, NoOrganisation
    """
    organisation = access.one(organisation_id, by)
    if not access.changes_details(by, organisation):
        raise NotAllowed("Сведения меняет руководитель организации или администратор города.")
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    clean = _checked(told, organisation)
    if clean["inn"] != organisation.inn and not access.changes_inn(by, organisation):
        raise BadInput({"inn": "ИНН меняет администратор города: по нему проверяют подпись."})
    details, _ = Details.objects.get_or_create(organisation=organisation)
    before = {name: getattr(_bearer(name, organisation, details), name) for name in NAMED}
    for name, value in clean.items():
        setattr(_bearer(name, organisation, details), name, value)
    organisation.save(update_fields=list(OF_ORGANISATION))
    changed = ", ".join(words for name, words in NAMED.items() if before[name] != clean[name])
    if access.speaks_for_city(by):
        details.checked_at = at
        steps.note(organisation, "details_checked", by=by, at=at)
    elif details.checked_at is not None and changed:
        details.checked_at = None
        steps.note(organisation, "details_unchecked", by=by, at=at, changed=changed)
    else:
        steps.note(organisation, "details", by=by, at=at)
    details.save()
    return organisation


def _bearer(name: str, organisation: Organisation, details: Details) -> Organisation | Details:
    """Where a field is kept."""
    return organisation if name in OF_ORGANISATION else details


def _checked(told: dict[str, str], organisation: Organisation) -> dict[str, str]:
    """The fields as they are stored.

    Raises:
        BadInput
    """
    wrong: dict[str, str] = {}
    clean = {name: " ".join(told.get(name, "").split()) for name in (*OF_ORGANISATION, *OF_DETAILS)}
    for name, value in clean.items():
        if len(value) > LONGEST or "\x00" in value:
            wrong[name] = f"Сократите до {LONGEST} знаков, без служебных символов."
    if not clean["name"]:
        wrong["name"] = "Укажите полное название, как в уставе."
    for name, read in (("inn", numbers.inn), ("ogrn", numbers.ogrn)):
        try:
            clean[name] = read(clean[name]) if clean[name] else ""
        except numbers.WrongNumber as error:
            wrong[name] = str(error)
    both = clean["inn"] and clean["ogrn"]
    if not wrong and both and not numbers.agree(clean["inn"], clean["ogrn"]):
        wrong["ogrn"] = "ИНН организации, а ОГРН предпринимателя, или наоборот. Сверьте оба."
    for name in ("phone", "emergency_phone"):
        try:
            clean[name] = phones.normal(clean[name])
        except ValidationError:
            wrong[name] = "В номере телефона не хватает цифр или есть лишние."
    if clean["email"]:
        try:
            validate_email(clean["email"])
        except ValidationError:
            wrong["email"] = "Адрес почты с ошибкой. Он выглядит так: info@vodokanal.ru"
    others = Organisation.objects.exclude(pk=organisation.pk)
    if clean["inn"] and others.filter(inn=clean["inn"]).exists():
        wrong.setdefault("inn", "Организация с таким ИНН в городе уже есть.")
    if others.filter(name=clean["name"], outside_id=organisation.outside_id).exists():
        wrong.setdefault("name", "Организация с таким названием уже есть. Уточните название.")
    if wrong:
        raise BadInput(wrong)
    return clean
