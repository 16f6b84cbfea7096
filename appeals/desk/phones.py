"""A caller's phone as the operator hears it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SUBSCRIBER = 10
_LOCAL = range(5, 8)


def normal(text: str) -> str:
    """+7 and ten figures; a number of the city (5–7 figures) stays as figures; empty stays empty.

    Raises:
        ValidationError: it can be neither.
    """
    digits = "".join(sign for sign in text if sign.isdecimal())
    if not text.strip():
        return ""
    if len(digits) == _SUBSCRIBER + 1 and digits[0] in "78":
        digits = digits[1:]
    if len(digits) == _SUBSCRIBER:
        return f"+7{digits}"
    if len(digits) in _LOCAL:
        return digits
    raise ValidationError(
        _("В номере цифр: %(count)d. Нужно 10 после +7, а в городском — от 5 до 7.")
        % {"count": len(digits)}
    )
