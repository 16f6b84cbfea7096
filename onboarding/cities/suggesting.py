"""From a city's name: its address in Latin letters and the letters before its appeals' numbers."""

from collections.abc import Collection, Iterator
from itertools import combinations

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_VOWELS = frozenset("аеёиоуыэюяйьъ")
_LETTERS = 3
_LONGEST_LATIN = 5


def address(name: str) -> str:
    """Великий Новгород → velikiy-novgorod; empty when nothing Russian or Latin is left."""
    letters = "".join(_LATIN.get(sign, sign if sign.isascii() else "-") for sign in name.lower())
    words = "".join(sign if sign.isalnum() else "-" for sign in letters).split("-")
    return "-".join(word for word in words if word)


def codes(name: str, taken: Collection[str] = ()) -> tuple[str, str]:
    """Пенза → ПНЗ, PNZ: the first letter and the consonants after it, not `taken` in either form.

    A pair of empty texts when the name gives none.
    """
    for code in _candidates(name):
        latin = "".join(_LATIN[sign] for sign in code)
        if len(latin) > _LONGEST_LATIN:
            latin = "".join(_LATIN[sign][:1] for sign in code)
        pair = code.upper(), latin.upper()
        if not set(pair) & set(taken):
            return pair
    return "", ""


def _candidates(name: str) -> Iterator[str]:
    letters = [sign for sign in name.lower().replace("ё", "е") if sign in _LATIN]
    if len(letters) < _LETTERS:
        return
    first, rest = letters[0], letters[1:]
    consonants = [sign for sign in rest if sign not in _VOWELS]
    for two in combinations(consonants, _LETTERS - 1):
        yield first + "".join(two)
    yield "".join(letters[:_LETTERS])
    for three in combinations(consonants, _LETTERS):
        yield first + "".join(three)
