"""A phone as people type it, and as it is kept: `+7` and ten digits."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SUBSCRIBER_DIGITS = 10
# No area code begins like this: in ten digits it is the prefix of a mobile number cut short.
_PREFIXED_MOBILE = ("89", "79")
_ALLOWED = frozenset("0123456789+-–—().  \u00a0\t")
# What looks like a phone in a field that also takes e-mail.
_DIGITS_OF_A_PHONE = 5


def normal(text: str) -> str:
    """`8 (841-2) 20-20-20` → `+78412202020`; an empty text stays empty.

    Raises:
        ValidationError: which digits are missing or too many, in a sentence for people.
    """
    typed = text.strip()
    if not typed:
        return ""
    if not set(typed) <= _ALLOWED:
        raise ValidationError(_("В телефоне есть лишние знаки: введите 10 цифр после +7"))
    digits = "".join(sign for sign in typed if sign.isdigit())
    if typed.startswith("+") and not digits.startswith("7"):
        raise ValidationError(_("Нужен российский номер: он начинается с +7"))
    with_prefix = digits.startswith(_PREFIXED_MOBILE) or (
        len(digits) > SUBSCRIBER_DIGITS and digits[0] in "78"
    )
    if with_prefix or typed.startswith("+"):
        digits = digits[1:]
    if len(digits) < SUBSCRIBER_DIGITS:
        raise ValidationError(_missing(SUBSCRIBER_DIGITS - len(digits)))
    if len(digits) > SUBSCRIBER_DIGITS:
        raise ValidationError(_("В телефоне лишние цифры: введите 10 цифр после +7"))
    return f"+7{digits}"


def heard(text: str) -> str:
    """A caller's number as an exchange or an operator gives it: in full, or the city's own few digits.

    `8 841 220-20-20` → `+78412202020`, `20-20-20` → `202020`; a hidden number is empty.
    """
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
    if len(digits) == SUBSCRIBER_DIGITS + 1 and digits[0] in "78":
        digits = digits[1:]
    return f"+7{digits}" if len(digits) == SUBSCRIBER_DIGITS else digits


def looks_like_one(text: str) -> bool:
    """Whether somebody who typed this meant a phone rather than an e-mail address."""
    digits = sum(sign.isdigit() for sign in text)
    return set(text) <= _ALLOWED and digits >= _DIGITS_OF_A_PHONE


def _missing(number: int) -> str:
    if number == 1:
        return _("Не хватает одной цифры: введите 10 цифр после +7")
    return _("Не хватает %(number)d цифр: введите 10 цифр после +7") % {"number": number}
