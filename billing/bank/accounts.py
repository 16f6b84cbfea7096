"""Numbers of banks and accounts, refused when a digit was mistyped. Pure.

The control digit of an account is counted with the bank's own number (ЦБ РФ, порядок расчёта
контрольного ключа в номере лицевого счёта, 515 от 08.09.1997); at the Bank of Russia and the
treasury with their region's.
"""

import re

from billing.bank.errors import WrongNumber

_WEIGHTS = (7, 1, 3) * 7 + (7, 1)


def bic(typed: str) -> str:
    """A bank's БИК.

    Raises:
        WrongNumber: not nine digits, or of no bank.
    """
    number = _digits(typed, 9, "В БИК девять цифр. Сверьте с карточкой банка.")
    if number[0] not in "01":
        raise WrongNumber("БИК начинается с 0 или 1. Сверьте с карточкой банка.")
    return number


def account(typed: str, bank: str) -> str:
    """A settlement account in the bank with this БИК.

    Raises:
        WrongNumber: not twenty digits, or its control digit does not fit the bank.
    """
    number = _digits(typed, 20, "В номере счёта двадцать цифр.")
    of_the_state = bank[0] == "1" or bank[:2] == "01" or bank[6:] in ("000", "001", "002")
    if not _fits(f"0{bank[4:6]}" if of_the_state else bank[6:], number):
        raise WrongNumber(
            "Счёт не сходится с БИК: в одном из них опечатка. Сверьте оба с карточкой."
        )
    return number


def correspondent(typed: str, bank: str) -> str:
    """A bank's account at the Bank of Russia; empty where the bank has none.

    Raises:
        WrongNumber
    """
    if not typed.strip():
        return ""
    number = _digits(typed, 20, "В корреспондентском счёте двадцать цифр.")
    if not _fits(f"0{bank[4:6]}", number):
        raise WrongNumber("Корреспондентский счёт не сходится с БИК: сверьте с карточкой банка.")
    return number


def kpp(typed: str) -> str:
    """A КПП, empty where there is none.

    Raises:
        WrongNumber
    """
    if not typed.strip():
        return ""
    if not re.fullmatch(r"\d{4}[\dA-Z]{2}\d{3}", typed.strip()):
        raise WrongNumber("В КПП девять знаков. Сверьте с карточкой организации.")
    return typed.strip()


def _fits(key: str, number: str) -> bool:
    total = sum(int(d) * w % 10 for d, w in zip(key + number, _WEIGHTS, strict=True))
    return total % 10 == 0


def _digits(typed: str, length: int, sentence: str) -> str:
    number = re.sub(r"[\s\u00a0\u202f.-]", "", typed)
    if not (number.isascii() and number.isdigit() and len(number) == length):
        raise WrongNumber(sentence)
    return number
