"""A caller's phone as the operator hears it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.accounts import phones

_LOCAL = range(5, 8)


def normal(text: str) -> str:
    """+7 and ten figures; a number of the city (5–7 figures) stays as figures; empty stays empty.

    Raises:
        ValidationError: it can be neither.
    """
    if not text.strip():
        return ""
    number = phones.heard(text)
    if number.startswith("+") or len(number) in _LOCAL:
        return number
    raise ValidationError(
        _("В номере цифр: %(count)d. Нужно 10 после +7, а в городском — от 5 до 7.")
        % {"count": len(number)}
    )
