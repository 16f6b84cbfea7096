"""A number as it is said on the telephone: letters by their names, figures in words."""

from appeals.numbering import Number
from tenants.isolation import scope

_NAMES = (
    "а бэ вэ гэ дэ е ё жэ зэ и и-краткое ка эль эм эн о пэ эр эс тэ у эф ха це че ша ща "
    "твёрдый-знак ы мягкий-знак э ю я"
)
_LETTERS = dict(zip("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", _NAMES.split(), strict=True))
_ONES = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать"),
    *("шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    *("", "", "двадцать", "тридцать", "сорок", "пятьдесят"),
    *("шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот"),
    *("шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_ZEROS = {1: "ноль", 2: "два нуля", 3: "три нуля"}
_GROUP = 3


def number(year: int, serial: int) -> str:
    """«пэ эн зэ, две тысячи двадцать шесть, три нуля, сто двадцать три»."""
    code, _year, figures = Number(year, serial).shown(scope.require().code).split("-")
    letters = " ".join(_LETTERS.get(letter, letter) for letter in code)
    return ", ".join([letters, _year_words(year), *groups(figures)])


def groups(figures: str) -> list[str]:
    """Figures three by three from the left, leading noughts said: «012005» → «ноль двенадцать»…"""
    size = -len(figures) % _GROUP
    padded = figures.rjust(len(figures) + size, " ")
    parts = [padded[at : at + _GROUP].strip() for at in range(0, len(padded), _GROUP)]
    return [_group(part) for part in parts]


def _group(figures: str) -> str:
    rest = figures.lstrip("0")
    noughts = len(figures) - len(rest)
    words = [_ZEROS[noughts]] if noughts else []
    return " ".join([*words, *([_below_thousand(int(rest))] if rest else [])])


def _below_thousand(value: int) -> str:
    words = [_HUNDREDS[value // 100]] if value >= 100 else []
    tail = value % 100
    if 10 <= tail < 20:
        words.append(_TEENS[tail - 10])
    else:
        words += [_TENS[tail // 10]] if tail >= 20 else []
        words += [_ONES[tail % 10]] if tail % 10 else []
    return " ".join(words)


def _year_words(year: int) -> str:
    """«две тысячи двадцать шесть»; the round year alone as figures would be said."""
    rest = year - 2000
    return f"две тысячи {_below_thousand(rest)}".strip() if 0 <= rest < 1000 else str(year)
