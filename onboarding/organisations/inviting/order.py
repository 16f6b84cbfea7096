"""Whom the city wants to invite, checked before anything is written."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from appeals.errors import BadInput
from appeals.models import Organisation
from appeals.registry import companies
from onboarding import inn as numbers
from onboarding.organisations.kinds import KINDS
from onboarding.organisations.models import Invitation
from onboarding.organisations.scope import NOTHING, Scope
from tenants.accounts import phones
from tenants.accounts.models import User

LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An organisation as the city knows it, and whom the letter goes to."""

    kind: str
    name: str
    inn: str
    email: str
    short_name: str = ""
    ogrn: str = ""
    head_name: str = ""
    phone: str = ""
    emergency_phone: str = ""
    scope: Scope = NOTHING


def checked(order: Order) -> Order:
    """The same order with numbers, phones and address as they are stored.

    Raises:
        BadInput: a sentence for each field that cannot be taken.
    """
    wrong: dict[str, str] = {}
    clean = {
        name: " ".join(getattr(order, name).split()) for name in ("name", "short_name", "head_name")
    }
    if order.kind not in KINDS:
        wrong["kind"] = "Выберите, что за организация."
    if not clean["name"]:
        wrong["name"] = "Укажите полное название, как в уставе: оно войдёт в соглашение."
    for name, value in clean.items():
        if len(value) > LONGEST or "\x00" in value:
            wrong[name] = f"Сократите до {LONGEST} знаков, без служебных символов."
    clean["inn"] = _number(order.inn, "inn", wrong)
    clean["ogrn"] = _number(order.ogrn, "ogrn", wrong) if order.ogrn.strip() else ""
    if clean["inn"] and clean["ogrn"] and not numbers.agree(clean["inn"], clean["ogrn"]):
        wrong["ogrn"] = "ИНН организации, а ОГРН предпринимателя, или наоборот. Сверьте оба."
    clean["email"] = _email(order.email, wrong)
    for name in ("phone", "emergency_phone"):
        clean[name] = _phone(getattr(order, name), name, wrong)
    if wrong:
        raise BadInput(wrong)
    return Order(kind=order.kind, scope=order.scope, **clean)


def known(order: Order) -> Organisation | None:
    """The organisation the city has already: by its ИНН, else one without ИНН under this name.

    The import of houses makes companies by their names alone: an invitation takes those over.
    """
    by_number = Organisation.objects.filter(inn=order.inn).first() if order.inn else None
    if by_number is not None:
        return by_number
    wanted = companies.folded(order.name)
    namesakes = [
        one
        for one in Organisation.objects.filter(inn="").only("pk", "name")
        if companies.folded(one.name) == wanted
    ]
    return Organisation.objects.get(pk=namesakes[0].pk) if len(namesakes) == 1 else None


def refuse_known(organisation: Organisation) -> None:
    """Let nobody be invited who has come already, or whose letter is on its way.

    Raises:
        BadInput
    """
    if organisation.stage != "invited" or organisation.members.exists():
        raise BadInput(
            {"inn": f"{organisation} уже подключается или работает. Откройте её страницу в списке."}
        )
    if Invitation.objects.filter(
        organisation=organisation, accepted_at=None, withdrawn_at=None
    ).exists():
        raise BadInput(
            {"inn": f"{organisation} уже приглашена. Повторить письмо можно на её странице."}
        )


def refuse_taken(email: str, *, besides: int = 0) -> None:
    """Let no address be invited that has an account here or another open letter.

    Raises:
        BadInput
    """
    if User.objects.filter(email__iexact=email).exists():
        raise BadInput(
            {"email": "У этого адреса уже есть учётная запись. Укажите рабочую почту руководителя."}
        )
    open_ones = Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None)
    other = open_ones.exclude(pk=besides).select_related("organisation").first()
    if other is not None:
        raise BadInput(
            {
                "email": f"На этот адрес уже приглашена организация {other.organisation}. Укажите другой."
            }
        )


def _number(typed: str, name: str, wrong: dict[str, str]) -> str:
    if not typed.strip():
        wrong[name] = "Укажите ИНН: по нему проверят подпись под соглашением."
        return ""
    try:
        return numbers.inn(typed) if name == "inn" else numbers.ogrn(typed)
    except numbers.WrongNumber as error:
        wrong[name] = str(error)
        return ""


def refuse_bad_email(email: str) -> None:
    """Let no letter go where none can arrive.

    Raises:
        BadInput
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(
            {"email": "Укажите почту руководителя: на неё придёт приглашение."}
        ) from error


def _email(typed: str, wrong: dict[str, str]) -> str:
    email = typed.strip().lower()
    try:
        refuse_bad_email(email)
    except BadInput as error:
        wrong |= error.fields
    return email


def _phone(typed: str, name: str, wrong: dict[str, str]) -> str:
    if not typed.strip():
        return ""
    try:
        return phones.normal(typed)
    except ValidationError:
        wrong[name] = "В номере телефона не хватает цифр или есть лишние."
        return ""
