"""Filing an application: checked, kept, and a letter to the administration's mail box."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac

from appeals.errors import BadInput
from onboarding import inn as numbers
from onboarding.cities import directory
from onboarding.cities.applications import letters
from onboarding.cities.directory import Place
from onboarding.cities.models import Application
from onboarding.cities.onair import city_of
from tenants.accounts import limits, phones

LINK_HOLDS = timedelta(days=3)
LETTERS_A_DAY = 3
_DAY_SECONDS = 86_400
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What the applicant typed."""

    fias: str
    organisation: str
    inn: str
    person: str
    position: str
    phone: str
    email: str
    consent: str


@transaction.atomic
def apply(told: Told, *, at: datetime) -> Application:
    """Keep the application and send the link that confirms it; the same once more sends a new link.

    Nothing here tells a stranger whether somebody else has applied for the city.

    Raises:
        BadInput: a sentence for every field that cannot be taken, or the city is on the air already.
    """
    place, clean = _checked(told)
    known = Application.objects.select_for_update().filter(
        fias=place.fias, email=clean["email"], state=Application.ASKED
    )
    application = known.first() or Application(fias=place.fias)
    token = secrets.token_urlsafe(32)
    facts = {
        **clean,
        "city": place.name,
        "region": place.region,
        "consent": told.consent,
        "asked_at": at,
        "token_digest": digest(token),
        "token_until": at + LINK_HOLDS,
    }
    for name, value in facts.items():
        setattr(application, name, value)
    application.save()
    letters.ask_to_confirm(application, token)
    return application


def digest(token: str) -> str:
    """What is kept of a link's secret."""
    return salted_hmac("city-application", token, algorithm="sha256").hexdigest()


def _checked(told: Told) -> tuple[Place, dict[str, str]]:
    wrong: dict[str, str] = {}
    clean: dict[str, str] = {}
    place = directory.by_fias(told.fias)
    if place is None:
        wrong["city"] = "Выберите город из списка: начните вводить название."
    elif (city := city_of(place)) is not None:
        wrong["city"] = (
            f"{place.name} уже на «Отклике»: {city.site}. Если вы работаете в администрации, "
            "попросите доступ у её администратора системы."
        )
    for name, sentence in (
        ("organisation", "Назовите администрацию, например «Администрация города Пензы»."),
        ("person", "Введите имя и фамилию того, с кем связаться."),
        ("position", "Введите должность."),
    ):
        clean[name] = " ".join(getattr(told, name).split())[:_LONGEST]
        if not clean[name]:
            wrong[name] = sentence
    try:
        clean["inn"] = numbers.inn(told.inn)
    except numbers.WrongNumber as error:
        wrong["inn"] = str(error)
    try:
        clean["phone"] = phones.normal(told.phone)
    except ValidationError as error:
        wrong["phone"] = error.messages[0]
    if not wrong.get("phone") and not clean["phone"]:
        wrong["phone"] = "Введите телефон: оператор может позвонить, чтобы уточнить."
    clean["email"] = told.email.strip().lower()
    try:
        validate_email(clean["email"])
    except ValidationError:
        wrong["email"] = "Адрес почты с ошибкой. Он выглядит так: priem@gorod.ru"
    if not told.consent:
        wrong["consent"] = "Отметьте согласие: без него мы не можем хранить контакты."
    if not wrong and not limits.allowed(
        "application-letter", clean["email"], LETTERS_A_DAY, _DAY_SECONDS
    ):
        wrong["email"] = (
            f"На этот адрес сегодня уже ушло {LETTERS_A_DAY} письма. Проверьте папку «Спам»; "
            "новое письмо можно запросить завтра."
        )
    if wrong or place is None:
        raise BadInput(wrong)
    return place, clean
