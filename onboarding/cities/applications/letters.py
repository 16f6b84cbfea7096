"""Letters to those who apply for a city; they leave from the office's store of letters."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from onboarding.cities.addresses import site
from onboarding.cities.models import Application

_SALT = "city-application-page"
PAGE_HOLDS = timedelta(days=365)


def ask_to_confirm(application: Application, token: str) -> None:
    """The link that proves the mail box."""
    _send(application, "confirm", "Подтвердите заявку города", link=_site(f"join/confirm/{token}/"))


def tell_accepted(application: Application) -> None:
    """What happens next, with the page that shows it."""
    _send(application, "accepted", "Заявка принята")


def tell_approved(application: Application) -> None:
    """The city is being made."""
    _send(application, "approved", "Заявка одобрена")


def tell_refused(application: Application) -> None:
    """Why not, and what can be done."""
    _send(application, "refused", "Ответ на заявку")


def page_key(application: Application) -> str:
    """The secret part of the applicant's page, for a year; nothing is stored for it."""
    return signing.TimestampSigner(salt=_SALT).sign(str(application.pk))


def of_page_key(key: str) -> int | None:
    """Whose page a key opens; None for a forged one, or one that has run out."""
    try:
        return int(signing.TimestampSigner(salt=_SALT).unsign(key, max_age=PAGE_HOLDS))
    except (signing.BadSignature, ValueError):
        return None


def _send(application: Application, name: str, subject: str, **facts: str) -> None:
    body = render_to_string(
        f"onboarding/letters/{name}.txt",
        {"application": application, "page": _site(f"join/{page_key(application)}/"), **facts},
    )
    EmailMessage(
        f"{subject}: {application.city}", body.strip() + "\n", to=[application.email]
    ).send()


def _site(path: str) -> str:
    return site(settings.BASE_DOMAIN) + path
