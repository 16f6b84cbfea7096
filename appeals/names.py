"""People's names in a text, in any letters: «иванова мария», «ПЕТРОВ ИВАН», «Марии Петровне». Pure.

A known given name beside a word that ends as surnames or patronymics end is a person. One alone is not
(«Роза», «Лев»), and where a street or a school is named after somebody it stays.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_WORD = re.compile(r"[А-Яа-яЁё]{2,25}(?:-[А-Яа-яЁё]{2,25})?")
_DATA = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
_WORDS_TOO = frozenset(_DATA["words_too"])
_SURNAME = re.compile(
    r"(?:[её]в|ов|ин|ын)(?:а|у|ым|ой|е|ы)?$|(?:ский|цкий|ской|цкой|ская|цкая|скую|цкую|ского|цкого|"
    r"скому|цкому|ским|цким)$|(?:енко|чук|щук|юк|ских|ян|дзе|швили|ович|евич|уллин|уллина)$"
)
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овн|евн|иничн|ичн)(?:а|у|ем|ом|е|ы|ой)?$")
_NO_SURNAME = frozenset(_DATA["no_surname"])
_NAMED_AFTER = re.compile(
    r"(?i)(?:ул(?:\.|иц\w{0,2})?|пр(?:оспект\w{0,2}|-к?т\.?|\.)|пер(?:\.|еулк\w{0,2}|еулок)|площад\w{1,2}|"
    r"пл\.|сквер\w{0,2}|парк\w{0,2}|имени|им\.|школ\w{1,2}|памятник\w{0,2}|бульвар\w{0,2}|б-р|шоссе|"
    r"набережн\w{1,3}|проезд\w{0,2}|остановк\w{1,2}|\bна|\bпо)\s{0,2}$"
)
_HOUSE_AFTER = re.compile(
    r"(?i)\s{0,2},?\s{0,2}(?:д(?:\.|ом)?\s{0,2})?\d|\s{1,2}(?:ул\b|улиц|проспект|переул|площад)"
)


def _forms(name: str) -> set[str]:
    """A given name in its cases."""
    if name[-1] in "ая":
        ends = ("а", "ы", "е", "у", "ой") if name[-1] == "а" else ("я", "и", "е", "ю", "ей")
        return {name[:-1] + end for end in (*ends, "и")}
    if name[-1] in "йь":
        return {name, *(name[:-1] + end for end in ("я", "ю", "ем", "е", "и", "ью"))}
    return {name, *(name + end for end in ("а", "у", "ом", "е"))} | (
        {"павла", "павлу", "павлом", "павле"} if name == "павел" else set()
    )


_FORMS = {form: name for name in _DATA["given"] for form in _forms(name)}


def is_surname(word: str) -> bool:
    """Whether a word ends as surnames end."""
    low = _low(word)
    return len(low) > 3 and low not in _NO_SURNAME and bool(_SURNAME.search(low))


def spans(text: str) -> list[tuple[int, int]]:
    """Where people are named, from the first letter of a name to the last."""
    words = list(_WORD.finditer(text))
    found: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if _low(word[0]) not in _FORMS or (found and word.start() < found[-1][1]):
            continue
        first = last = place
        if place and _beside(words[place - 1], word, text) and is_surname(words[place - 1][0]):
            first -= 1
        for test in (_is_patronymic, is_surname):
            after = words[last + 1] if last + 1 < len(words) else None
            if after is not None and _beside(words[last], after, text) and test(after[0]):
                last += 1
        if first == last or not _is_person(words[first : last + 1], text):
            continue
        found.append((words[first].start(), words[last].end()))
    return found


def _is_person(name: list[re.Match[str]], text: str) -> bool:
    """Whether these words name a person and not a street, and are no ordinary words."""
    if any(_FORMS.get(_low(word[0])) in _WORDS_TOO for word in name) and not all(
        word[0][0].isupper() for word in name
    ):
        return False
    before = text[max(0, name[0].start() - 24) : name[0].start()]
    after = text[name[-1].end() : name[-1].end() + 16]
    return not (_NAMED_AFTER.search(before) or _HOUSE_AFTER.match(after))


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(_low(word)))


def _beside(one: re.Match[str], other: re.Match[str], text: str) -> bool:
    """Whether only a blank or two stand between."""
    between = text[one.end() : other.start()]
    return 0 < len(between) <= 2 and not between.strip(" \u00a0")


def _low(word: str) -> str:
    return word.lower().replace("ё", "е")
