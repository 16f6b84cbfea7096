"""Words without their endings: «батареи», «батарею» and a slip of a finger are one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-zа-я0-9]{1,30}")
# Endings of nouns and adjectives leave at least two letters, those of verbs five: «яма», but «провал».
_NOUN = (
    *("иями", "ями", "ами", "ией", "иям", "иях", "ием", "ого", "его", "ому", "ему", "ыми", "ими"),
    *("ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий", "ой", "ей", "ую", "юю", "ым", "им", "ом"),
    *("ем", "ам", "ям", "ах", "ях", "их", "ых", "ов", "ев", "ия", "ию", "ии"),
    *("а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й"),
)
_VERB = (
    *("ает", "яет", "ают", "яют", "ать", "ять", "ить", "еть", "ится", "ется", "утся", "ются"),
    *("ался", "алась", "ались", "ет", "ит", "ут", "ют", "ат", "ят", "ал", "ала", "али", "ало"),
    *("ил", "ила", "или", "ило", "ел", "ела", "ели", "ело"),
)
# The longest ending that leaves enough goes.
_ENDINGS = sorted(
    [(ending, 2) for ending in _NOUN] + [(ending, 5) for ending in _VERB],
    key=lambda each: -len(each[0]),
)
# A word so long may have one letter wrong.
_FORGIVEN = 5


def words(text: str) -> list[str]:
    """The words in small letters, ё as е."""
    return _WORD.findall(text.lower().replace("ё", "е"))


def stem(word: str) -> str:
    """A word without its ending."""
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The words of a text without their endings, in order."""
    return [stem(word) for word in words(text)]


class Vocabulary:
    """The stems somebody looks for; `nearest` mends a mistyped one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        # A stem by what is left of it without a letter, and by that and the letter's place.
        self._lost: dict[str, str] = {}
        self._other: dict[tuple[int, str], str] = {}
        for each in sorted(self._known):
            if len(each) >= _FORGIVEN:
                for place, left in _without_a_letter(each):
                    self._lost.setdefault(left, each)
                    self._other.setdefault((place, left), each)
        self._longest = max(map(len, self._known), default=0)

    def within(self, word: str, least: int) -> list[str]:
        """The stems that a word is, or that it begins with and that are so long at least."""
        ends = range(min(least, len(word)), min(len(word), self._longest) + 1)
        return [word[:end] for end in ends if word[:end] in self._known]

    def nearest(self, word: str) -> str:
        """The stem that was meant: itself, or the one that differs by a letter."""
        if word in self._known or len(word) < _FORGIVEN - 1:
            return word
        if meant := self._lost.get(word):
            return meant
        for place, left in _without_a_letter(word):
            if left in self._known:
                return left
            if meant := self._other.get((place, left)):
                return meant
        return word


def _without_a_letter(word: str) -> list[tuple[int, str]]:
    """The word with one letter lost, and where; the first is rarely mistyped and stays."""
    return [(place, word[:place] + word[place + 1 :]) for place in range(1, len(word))]
