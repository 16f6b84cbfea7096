"""A phone as people type it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_SUBSCRIBER = 10


def normal(text: str) -> str:
    """+7 and ten figures, empty for an empty field.

    Raises:
        ValidationError: how many figures are missing or too many.
    """
    digits = "".join(sign for sign in text if sign.isdigit())
    if not text.strip():
        return ""
    # After «+7» the 7 is the country's even when figures are missing; a bare 8… may be a city.
    if text.strip().startswith("+7") or (len(digits) > _SUBSCRIBER and digits[0] in "78"):
        digits = digits[1:]
    missing = _SUBSCRIBER - len(digits)
    if missing > 0:
        raise forms.ValidationError(
            ngettext(
                "Не хватает %(number)d цифры: введите 10 цифр после +7",
                "Не хватает %(number)d цифр: введите 10 цифр после +7",
                missing,
            )
            % {"number": missing}
        )
    if missing < 0:
        raise forms.ValidationError(_("Лишние цифры: введите 10 цифр после +7, один номер"))
    return f"+7{digits}"
