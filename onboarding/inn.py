"""Numbers that tell one organisation from another, refused when a digit of them was mistyped.

ИНН: приказ ФНС ЕД-7-14/559@ (10 digits for an organisation, 12 for a person), ОГРН and ОГРНИП:
приказ Минфина 165н (13 digits and 15). Each carries control digits: arithmetic, nobody is asked.
"""

from collections.abc import Sequence

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, *_ELEVENTH)
_ORGANISATION, _PERSON = 10, 12
_SEPARATORS = str.maketrans("", "", " \u00a0\u202f\t-–")


class WrongNumber(ValueError):
    """Such a number cannot exist; the message says what to look at."""


def inn(typed: str) -> str:
    """The ИНН as digits alone.

    Raises:
        WrongNumber: not 10 or 12 digits, or its control digits do not fit.
    """
    number = _digits(typed)
    if len(number) not in (_ORGANISATION, _PERSON):
        raise WrongNumber(
            f"В ИНН 10 цифр (у предпринимателя 12), здесь {len(number)}. Сверьте с карточкой организации."
        )
    if number.startswith("00") or number != _with_control_digits(number):
        raise WrongNumber(
            "ИНН не сходится с контрольной цифрой: в нём опечатка. Сверьте с карточкой организации."
        )
    return number


def ogrn(typed: str) -> str:
    """The ОГРН (13 digits) or ОГРНИП (15) as digits alone.

    Raises:
        WrongNumber: another length or first digit, or its control digit does not fit.
    """
    number = _digits(typed)
    kinds = {13: ("15", 11), 15: ("3", 13)}
    if len(number) not in kinds:
        raise WrongNumber(
            f"В ОГРН 13 цифр (у предпринимателя 15), здесь {len(number)}. Сверьте с выпиской."
        )
    first, divisor = kinds[len(number)]
    if number[0] not in first or int(number[:-1]) % divisor % 10 != int(number[-1]):
        raise WrongNumber(
            "ОГРН не сходится с контрольной цифрой: в нём опечатка. Сверьте с выпиской."
        )
    return number


def agree(inn_number: str, ogrn_number: str) -> bool:
    """Whether two checked numbers can be of one bearer: both an organisation's or both a person's."""
    return (len(inn_number) == _ORGANISATION) == (len(ogrn_number) == 13)


def _digits(typed: str) -> str:
    number = typed.strip().translate(_SEPARATORS)
    if number and not (number.isascii() and number.isdigit()):
        raise WrongNumber("Здесь нужны только цифры.")
    return number


def _with_control_digits(number: str) -> str:
    if len(number) == _ORGANISATION:
        return number[:9] + _control(number, _TEN)
    eleven = number[:10] + _control(number, _ELEVENTH)
    return eleven + _control(eleven, _TWELFTH)


def _control(number: str, weights: Sequence[int]) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return str(total % 11 % 10)
