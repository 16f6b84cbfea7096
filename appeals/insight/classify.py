"""Which theme a text is about: up to three proposals with how sure they are; below the line «Прочее».

`Classifier` is the interface: a trained model takes the place of `Keywords` and nothing else changes.
What it proposes is only proposed: the resident may choose otherwise, and the dispatcher decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Protocol

from appeals.insight import stems

if TYPE_CHECKING:
    from appeals.models import Category

TOP = 3
# Below it a text belongs to nothing we know: the dispatcher reads it.
THRESHOLD = 0.35
# «Скорее всего», «возможно»; «маловероятно» below.
LIKELY, POSSIBLE = 0.6, THRESHOLD

LONGEST = 4_000
# Words between the words of a phrase: «нет уже второй день воды».
_GAP = 3
_PARTS = re.compile(r"[.,;:!?()\n]+")
# As much as one rare word weighs: what a lone match is measured against.
_DOUBT = 2.2
_NAME_SHARE = 0.6
# A stem so long is also the beginning of words: «фонар» of «фонарный».
_PREFIX = 5
# A word said more often than this says nothing more.
_HEARD = 20
_EMPTY = frozenset(
    ["не", "нет", "на", "во", "в", "из", "у", "с", "по", "без", "под", "от", "до", "за", "и"]
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as a classifier knows it; keywords may be words, beginnings of words or phrases.

    Themes of one `kin` are easily taken for each other: no water, weak water, dirty water.
    """

    code: str
    name: str
    keywords: tuple[str, ...]
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A theme and how sure we are of it, from 0 to 1."""

    code: str
    confidence: float

    @property
    def sureness(self) -> int:
        """3: most likely, 2: possible, 1: hardly."""
        return 1 + (self.confidence >= POSSIBLE) + (self.confidence >= LIKELY)


class Classifier(Protocol):
    """Anything that reads a text and proposes themes, the likeliest first."""

    def propose(self, text: str) -> list[Proposal]:
        """At most TOP proposals; none when nothing speaks for any theme."""
        ...


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The stems of a keyword, and what finding them all together weighs."""

    stems: tuple[str, ...]
    weight: float


class Keywords:
    """The classifier by the city's own keywords: rare words weigh more, phrases more than words."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        told = [(theme, [_stemmed(each) for each in theme.keywords]) for theme in themes]
        self._kin = {theme.code: theme.kin for theme, _ in told}
        held: Counter[str] = Counter()
        for _, phrases in told:
            held.update({stem for phrase in phrases for stem in phrase})
        self._rarity = {stem: log(1 + len(told) / count) for stem, count in held.items()}
        self._phrases: dict[str, list[_Phrase]] = {}
        for theme, phrases in told:
            known = [_Phrase(each, self._weight(each)) for each in phrases if each]
            name = _stemmed(theme.name)
            if name and all(stem in held or stem in _EMPTY for stem in name):
                known.append(_Phrase(name, _NAME_SHARE * self._weight(name)))
            self._phrases[theme.code] = known
        self._vocabulary = stems.Vocabulary(held)

    def propose(self, text: str) -> list[Proposal]:
        """The likeliest themes; sure when one speaks loudly and the others are silent."""
        heard: dict[str, list[int]] = {}
        for place, word in _placed(text[:LONGEST]):
            meant = self._vocabulary.within(word, _PREFIX)
            for stem in meant or [self._vocabulary.nearest(word)]:
                heard.setdefault(stem, []).append(place)
        loud = {code: _voice(phrases, heard) for code, phrases in self._phrases.items()}
        loud = {code: voice for code, voice in loud.items() if voice > 0}
        whole = sum(voice**2 for voice in loud.values()) + _DOUBT**2
        best = sorted(loud.items(), key=lambda each: -each[1])[:TOP]
        found = [Proposal(code, round(voice**2 / whole, 2)) for code, voice in best]
        return found + [Proposal(code, 0.0) for code in self._beside(found)]

    def _beside(self, found: Sequence[Proposal]) -> list[str]:
        """Kin of the likeliest theme in the free places: what a sure guess may be wrong about."""
        if not found or not (kin := self._kin[found[0].code]):
            return []
        named = {each.code for each in found}
        others = [code for code, its in self._kin.items() if its == kin and code not in named]
        return others[: TOP - len(found)]

    def _weight(self, phrase: Sequence[str]) -> float:
        """What a phrase tells: its rare words, and a little for each word more."""
        rare = sum(self._rarity.get(stem, 0.0) for stem in phrase if stem not in _EMPTY)
        return rare * (1 + 0.25 * (len(phrase) - 1))


def of_city(categories: Iterable[Category]) -> Keywords:
    """The classifier of a city's themes."""
    return Keywords(
        Theme(each.code, str(each.names.get("ru", "")), tuple(each.keywords), _kin(each))
        for each in categories
        if each.keywords
    )


def theme_of(proposals: Sequence[Proposal]) -> str:
    """The theme to take when nobody chose one; empty below the line: the dispatcher decides."""
    return proposals[0].code if proposals and proposals[0].confidence >= THRESHOLD else ""


def _kin(category: Category) -> str:
    """Themes of one service are kin; a management company's are too many and too different."""
    return "" if category.service == "management" else category.service


def _placed(text: str) -> Iterator[tuple[int, str]]:
    """The stems with their places; what a comma or a stop divides stands further apart."""
    place = 0
    for part in _PARTS.split(text):
        for stem in stems.stems(part):
            yield place, stem
            place += 1
        place += _GAP


def _stemmed(phrase: str) -> tuple[str, ...]:
    return tuple(stems.stems(phrase))


def _voice(phrases: Sequence[_Phrase], heard: Mapping[str, list[int]]) -> float:
    """How loudly a text speaks for a theme: its best phrase, and each further one half as much."""
    found = sorted((each.weight * _fit(each.stems, heard) for each in phrases), reverse=True)
    return sum(weight / 2**place for place, weight in enumerate(found[:4]))


def _fit(phrase: Sequence[str], heard: Mapping[str, list[int]]) -> float:
    """1 when the words of a phrase stand together in order, less in another order, 0 else."""
    places = [heard[stem][:_HEARD] for stem in phrase if stem in heard]
    if len(places) < len(phrase):
        return 0.0
    best = 0.0
    for first in places[0]:
        spots = [first]
        for candidates in places[1:]:
            spots.append(min(candidates, key=lambda at: abs(at - spots[-1])))
        if len(set(spots)) == len(spots) and max(spots) - min(spots) < len(spots) + _GAP:
            best = max(best, 1.0 if spots == sorted(spots) else 0.8)
    return best
