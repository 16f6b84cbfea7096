"""A phone as people type it."""

from django import forms
from django.utils.translation import gettext as _

from design.words import plural

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
        word = plural(missing, _("цифры"), _("цифр"), _("цифр"))
        raise forms.ValidationError(
            _("Не хватает %(number)d %(word)s: введите 10 цифр после +7")
            % {"number": missing, "word": word}
        )
    if missing < 0:
        raise forms.ValidationError(_("Лишние цифры: введите 10 цифр после +7, один номер"))
    return f"+7{digits}"
