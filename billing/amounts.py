"""Money as people write it: kopecks to figures and back. Pure."""

import re

NO_BREAK = "\u00a0"
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_WRITTEN = re.compile(r"(\d{1,15})(?:[.,](\d{1,2}))?", re.ASCII)


class WrongAmount(ValueError):
    """This is no sum of money; the message says how to write one."""


def figures(kopecks: int) -> str:
    """«1 234,56»; a minus stands before, never a bracket."""
    rubles, rest = divmod(abs(kopecks), 100)
    grouped = f"{rubles:,}".replace(",", NO_BREAK)
    return f"{'−' if kopecks < 0 else ''}{grouped},{rest:02d}"


def short(kopecks: int) -> str:
    """The same with the sign of the ruble, and without kopecks where there are none: «1 234 ₽»."""
    written = figures(kopecks).removesuffix(",00")
    return f"{written}{NO_BREAK}₽"


def kopecks(written: str) -> int:
    """A sum that somebody typed, or a bank wrote: «1 234,56», «1234.5», «1234».

    Raises:
        WrongAmount
    """
    found = _WRITTEN.fullmatch(_SPACES.sub("", written))
    if not found:
        raise WrongAmount("Сумма цифрами, копейки после запятой: 46 200,00.")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
