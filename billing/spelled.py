"""A sum of money in Russian words, as invoices and acts must say it. Pure.

«Двадцать одна тысяча два рубля 05 копеек»: rubles in words with the gender of what is counted,
kopecks in two figures (Правила 402-ФЗ ask only that the sum cannot be changed by a stroke of a pen;
this is the form banks and treasuries expect).
"""

from collections.abc import Iterator, Sequence

Forms = tuple[str, str, str]

RUBLE: Forms = ("рубль", "рубля", "рублей")
KOPECK: Forms = ("копейка", "копейки", "копеек")

_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста"),
    *("пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_TENS = (
    *("", "", "двадцать", "тридцать", "сорок"),
    *("пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_MASCULINE = (
    *("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_FEMININE = ("", "одна", "две", *_MASCULINE[3:])
# What each group of three figures counts, from the right, and how it speaks of one and two.
_ORDERS: Sequence[tuple[Forms, Sequence[str]]] = (
    (("", "", ""), _MASCULINE),
    (("тысяча", "тысячи", "тысяч"), _FEMININE),
    (("миллион", "миллиона", "миллионов"), _MASCULINE),
    (("миллиард", "миллиарда", "миллиардов"), _MASCULINE),
    (("триллион", "триллиона", "триллионов"), _MASCULINE),
)
_MOST = 10 ** (3 * len(_ORDERS))


def money(kopecks: int) -> str:
    """The whole sum with a capital letter: «Сто рублей 00 копеек».

    Raises:
        ValueError: negative, or more than words are known for.
    """
    rubles, rest = divmod(kopecks, 100)
    words = f"{number(rubles)} {form(rubles, RUBLE)} {rest:02d} {form(rest, KOPECK)}"
    return words[0].upper() + words[1:]


def number(value: int, *, feminine: bool = False) -> str:
    """A whole number in words: «двадцать один», of something feminine «двадцать одна».

    Raises:
        ValueError: negative, or more than words are known for.
    """
    if not 0 <= value < _MOST:
        raise ValueError(f"Нет слов для числа {value}.")
    if value == 0:
        return "ноль"
    return " ".join(reversed(list(_groups(value, feminine))))


def form(value: int, forms: Forms) -> str:
    """The form that goes with the number: рубль, рубля, рублей."""
    tens, ones = value % 100, value % 10
    if 10 < tens < 20 or ones == 0 or ones > 4:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]


def _groups(value: int, feminine: bool) -> Iterator[str]:
    """Groups of three figures in words, the lowest first; empty ones are not said."""
    for order, (forms, units) in enumerate(_ORDERS):
        value, three = divmod(value, 1000)
        if three:
            said = _three(three, _FEMININE if feminine and order == 0 else units)
            yield f"{said} {form(three, forms)}".rstrip()


def _three(value: int, units: Sequence[str]) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = (0, rest) if rest < 20 else divmod(rest, 10)
    return " ".join(word for word in (_HUNDREDS[hundreds], _TENS[tens], units[ones]) if word)
