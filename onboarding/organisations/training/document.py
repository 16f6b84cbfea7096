"""The certificate on paper: one A4 page with a code that leads to its check page."""

import io
import json
from functools import cache
from pathlib import Path

import qrcode
import typst
from django.utils import timezone
from qrcode.image.svg import SvgPathImage

from onboarding.organisations.models import Certificate
from onboarding.organisations.training.content import courses
from tenants.accounts import links
from tenants.isolation import scope

_SHEET = Path(__file__).parent / "certificate.typ"
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def drawn(certificate: Certificate) -> bytes:
    """The PDF. Words travel as data, so nothing in a name is markup."""
    address = check_address(certificate)
    course = courses().get(certificate.course)
    day = timezone.localtime(certificate.issued_at)
    tenant = scope.require()
    facts = {
        "city": tenant.name,
        "number": certificate.number,
        "name": certificate.name,
        "place": certificate.place,
        "course": course.title if course is not None else certificate.course,
        "version": certificate.version,
        "score": certificate.score,
        "asked": certificate.asked,
        "day": f"{day.day} {_MONTHS[day.month - 1]} {day.year} года",
        "address": address,
        "withdrawn": certificate.withdrawn_at is not None,
        "colour": tenant.branding.colour,
    }
    return typst.compile(
        _SHEET.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False), "code": _code(address)},
    )


@cache
def _fonts() -> typst.Fonts:
    """The faces that come with typst, Cyrillic among them: the same paper on every machine."""
    return typst.Fonts(include_system_fonts=False)


def check_address(certificate: Certificate) -> str:
    """The page at which anybody checks it."""
    return links.named("certificates:check", code=certificate.code)


def initials(name: str) -> str:
    """«Иванова Анна Петровна» → «И. А. П.»: enough beside the paper, nothing without it."""
    return " ".join(f"{word[0].upper()}." for word in name.replace("-", " ").split()[:3])


def _code(address: str) -> str:
    """The address as a picture for a phone's camera."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=0).save(out)
    return out.getvalue().decode()
