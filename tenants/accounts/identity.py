"""How sure a city is of who somebody is: the levels, what an account has, the code shown in person."""

import re
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hmac import compare_digest

from django.core.exceptions import ValidationError

from tenants.accounts import phones
from tenants.accounts.models import User
from tenants.isolation import keys

# A code holds for the rest of its half-hour and for the next one.
_WINDOW = timedelta(minutes=30)
_DIGITS = 6
_CODE = re.compile(r"(\d{1,18})\s*[-–—]\s*(\d{3})\s?(\d{3})")


class Level(IntEnum):
    """What stands behind an account, in the order of User.LEVELS."""

    NONE = 0
    CONTACT = 1
    IN_PERSON = 2
    PROVIDER = 3


def contact_confirmed(user: User) -> None:
    """The person proved an address: the first level, and never a step down."""
    User.objects.filter(pk=user.pk, identity_level=Level.NONE).update(identity_level=Level.CONTACT)


def level_without_check(user: User) -> Level:
    """What remains of an account whose check in person was taken back."""
    return Level.CONTACT if user.email or user.phone_verified else Level.NONE


def code_of(user: User, at: datetime) -> str:
    """The short code to show at the desk: `1042-583 201`, in this city alone, for half an hour."""
    digits = _digits(user.pk, _window(at))
    return f"{user.pk}-{digits[:3]} {digits[3:]}"


def code_holds_till(at: datetime) -> datetime:
    """Until when a code that is shown now is taken."""
    return datetime.fromtimestamp((_window(at) + 2) * _WINDOW.total_seconds(), UTC)


def resident(words: str, at: datetime) -> User | None:
    """The resident whose code, e-mail or phone this is, exactly; nobody is found by a part of it."""
    typed = words.strip()
    residents = User.objects.filter(role=User.RESIDENT, is_active=True)
    if shown := _CODE.fullmatch(typed):
        pk, digits = int(shown[1]), shown[2] + shown[3]
        known = (_digits(pk, window) for window in (_window(at), _window(at) - 1))
        if pk < 2**63 and any(compare_digest(digits, each) for each in known):
            return residents.filter(pk=pk).first()
    if phones.looks_like_one(typed):
        try:
            return residents.filter(phone=phones.normal(typed)).first()
        except ValidationError:
            return None
    return residents.filter(email=typed.lower()).first() if "@" in typed else None


def _window(at: datetime) -> int:
    return int(at.timestamp() // _WINDOW.total_seconds())


def _digits(pk: int, window: int) -> str:
    seal = keys.signature("identity-code", f"{pk}:{window}")
    return f"{int(seal, 16) % 10**_DIGITS:0{_DIGITS}d}"
