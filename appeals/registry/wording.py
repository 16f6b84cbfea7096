"""Words of Russian addresses: one spelling for comparing, another for showing."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("street_kinds.toml")

# Kinds that are a place with streets or houses of its own, not a street.
PLACES = frozenset({"village", "hamlet", "locality", "island", "gardens", "territory"})

# Latin letters typed instead of the Cyrillic ones they look like, and «ё».
_LOOKALIKES = str.maketrans("abcekmhoptxyё", "авсекмнортхуе")
_QUOTES = re.compile(r"[\"'`´«»„“”‘’*_]+")
_SPACES = re.compile(r"\s+")
_ABBREVIATIONS: Mapping[str, str] = {
    "адм": "адмирала", "ген": "генерала", "марш": "маршала", "акад": "академика",
    "кап": "капитана", "проф": "профессора", "полк": "полковника", "лейт": "лейтенанта",
    "им": "", "имени": "", "бол": "большая", "б": "большая", "мал": "малая", "м": "малая",
    "ср": "средняя", "верхн": "верхняя", "нижн": "нижняя", "нов": "новая", "стар": "старая",
    "кр": "красная", "сов": "советская", "комс": "комсомольская", "окт": "октябрьская",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d{1,3})\s?-?\s?(?:я|й|ая|ый|ий|ой|е|ое)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of street: how it is shown and whether behind the name."""

    code: str
    short: str
    after: bool


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind by its code."""
    with _DATA.open("rb") as file:
        rows = tomllib.load(file)["kind"]
    return {code: Kind(code, row["short"], row.get("after", False)) for code, row in rows.items()}


@lru_cache(maxsize=1)
def kind_forms() -> Mapping[str, str]:
    """Kind's code by each of its spellings."""
    with _DATA.open("rb") as file:
        rows = tomllib.load(file)["kind"]
    return {form: code for code, row in rows.items() for form in row["forms"]}


# One ASCII letter for a sound: trigrams then work in a database of any locale, and the commonest
# slips (е/э, и/й, ш/щ, a lost soft sign) cost nothing.
_SOUNDS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "q", "ш": "w", "щ": "w",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
        "ә": "a", "ө": "o", "ү": "u", "җ": "j", "ң": "n", "һ": "h",
    }
)  # fmt: skip


def search_key(name: str) -> str:
    """A street's name for searching: `name_key` by its sounds, in ASCII."""
    return name_key(name).translate(_SOUNDS)


def cleaned(text: str) -> str:
    """One kind of space, no quotes, no control characters."""
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return _SPACES.sub(" ", _QUOTES.sub(" ", text)).strip(" .,;")


def folded(text: str) -> str:
    """Lower case, е for ё."""
    return text.lower().replace("ё", "е")


def cyrillic(text: str) -> str:
    """A number's letters in Cyrillic: «5A» and «5А» are one house."""
    return text.lower().translate(_LOOKALIKES)


def name_key(name: str) -> str:
    """A street's name for comparing: «Адм. Фокина» = «адмирала фокина», «Строительная 2-я» =
    «2 строительная», «100-летия» = «100 летия»."""
    text = folded(cleaned(name))
    ordinals = [found[1] for found in _ORDINAL.finditer(text) if _stands_alone(text, found)]
    if ordinals:
        text = _ORDINAL.sub(lambda found: " " if _stands_alone(text, found) else found[0], text)
    words = [
        _ABBREVIATIONS.get(word.rstrip("."), word.rstrip(".")) if _may_abbreviate(word) else word
        for word in re.findall(r"[а-яa-z]+\.?|\d+", text)
    ]
    return " ".join([*ordinals, *(word.strip(".") for word in words if word.strip("."))])


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 1]
    return not before.isalnum() and not after.isalnum()


def _may_abbreviate(word: str) -> bool:
    """Only «адм.» with its dot is an abbreviation, or a word that can be nothing else."""
    return word.endswith(".") or word in ("адм", "акад", "им", "имени")
