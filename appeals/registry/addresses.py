"""Addresses of houses as people and registers write them, and one form to compare them by.

`parse` reads «край. Приморский, г. Владивосток, Проспект. 100-летия Владивостока, д. 14», «пр
Строит 21», «ул. Ленина 5к2», «5/2», «лит. А»: kinds before or after the name, abbreviations, ё and
е, Latin look-alikes, remarks in brackets. Nothing is guessed: what is not there stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from appeals.registry.houses import HouseNumber, house_number, split_house
from appeals.registry.wording import PLACES, cleaned, folded, kind_forms, kinds, name_key

# What is longer is no address; nothing below sees it.
_LONGEST = 400
_BRACKETS = re.compile(r"\([^()]*\)")
# «ул.Мира»: a full stop between letters ends a word.
_GLUED = re.compile(r"(?<=[^\W\d_])\.(?=[^\W_])")
_POSTCODE = re.compile(r"^\d{6}$")
_REGION = re.compile(
    r"(?:^(?:край|обл(?:асть)?|респ(?:ублика)?|ао|аобл)\b\.?)|(?:\b(?:край|обл(?:асть)?|"
    r"респ(?:ублика)?|автономный округ|ао)\.?$)"
)
_COUNTRY = frozenset({"россия", "рф", "российская федерация"})
_TOWN = re.compile(r"^(?:г|гор|город)\b\.?\s*(?=\S)|\s(?:г|гор|город)\.?$")
_DISTRICT = re.compile(
    r"^(?:р-н|район|м\.?р-н|г\.?о\.?|городской округ|округ)\b|\b(?:р-н|район)\.?$"
)
# «г Владивосток ул Ленина 5» without commas: the town is the word after «г».
_TOWN_INLINE = re.compile(r"^(?:г|гор|город)\b\.?\s*([А-Яа-яЁё-]+(?:\s[А-ЯЁ][а-яё-]+)?)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Street:
    """A street or a place without streets: «пр-кт. Океанский», «п. Подножье»."""

    kind: str
    name: str

    @property
    def key(self) -> str:
        """Equal for every spelling of one street of one settlement."""
        return f"{self.kind} {name_key(self.name)}" if self.kind else name_key(self.name)

    @property
    def words(self) -> str:
        """How the product writes it: «ул. Ленина», «Океанский проспект»."""
        kind = kinds().get(self.kind)
        if kind is None:
            return self.name
        if kind.after and self.name.split()[-1].lower().endswith(("ий", "ый", "ой", "ое", "ее")):
            return f"{self.name} {kind.short}"
        return f"{kind.short} {self.name}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; empty strings and None where the text says nothing.

    `area` are words before the street that do not say what they are: a neighbourhood, or another
    town written without «г.».
    """

    region: str = ""
    town: str = ""
    settlement: Street | None = None
    street: Street | None = None
    house: HouseNumber | None = None
    area: str = ""

    @property
    def key(self) -> str:
        """The normal form: two texts with the same key name the same house of a city.

        Empty when the text names no street (or place) or no house.
        """
        if self.street is None or self.house is None:
            return ""
        place = f"{name_key(self.settlement.name)}, " if self.settlement else ""
        return f"{place}{self.street.key}, {self.house.key}"

    @property
    def words(self) -> str:
        """How the product writes it, without region and town."""
        parts = [part.words for part in (self.settlement, self.street) if part is not None]
        if self.house is not None:
            parts.append(self.house.words)
        return ", ".join(parts)


@lru_cache(maxsize=4_000)
def parse(text: str) -> Address:
    """Take an address apart. Never raises: a text that is no address gives empty fields."""
    head, house_text = split_house(_GLUED.sub(". ", _BRACKETS.sub(" ", text[:_LONGEST])))
    region = town = ""
    places: list[Street] = []
    for raw in head.split(","):
        part = cleaned(raw)
        low = folded(part)
        if not part or _POSTCODE.match(low) or low in _COUNTRY or _DISTRICT.search(low):
            continue
        if _TOWN.search(low) and not (town and low.startswith("гор")):
            inline = _TOWN_INLINE.match(part)
            if inline and kind_of(part[inline.end() :]) is not None:
                town, part = inline[1], part[inline.end() :]
                places.append(street(part))
                continue
            found = _TOWN.search(low)
            town = cleaned(part[: found.start()] + part[found.end() :]) if found else part
        elif _REGION.search(low):
            region = cleaned(_REGION.sub("", low, count=1)).title()
        else:
            places.append(street(part))
    return _assembled(region, town, places, house_number(house_text))


def _assembled(region: str, town: str, places: list[Street], house: HouseNumber | None) -> Address:
    """The last place is the street; the one before it the settlement that it lies in."""
    if not places:
        return Address(region, town, house=house)
    before = places[-2] if len(places) > 1 else None
    settlement = before if before is not None and before.kind in PLACES else None
    area = before.name if before is not None and not before.kind else ""
    return Address(region, town, settlement, places[-1], house, area)


@lru_cache(maxsize=20_000)
def street(text: str) -> Street:
    """A street from its words, with the kind before, behind or missing."""
    words = cleaned(text).replace(" - ", "-").split()
    kind = ""
    if len(words) > 1 and folded(words[0]).strip(".") == "д":
        # A village: the «д.» of a house stands before a number and never comes here.
        return Street("hamlet", _titled(" ".join(words[1:])))
    for _ in range(3):
        if len(words) < 2:
            break
        first, last = _kind(words[0]), _kind(words[-1])
        # A kind inside the name («ул. Военное шоссе», «тер. Посёлок Воевода») is the real one.
        if first is not None and not (kind and first in ("hamlet", "street")):
            kind, words = _better(kind, first), words[1:]
        elif last is not None and _long_form(words[-1]):
            kind, words = _better(kind, last), words[:-1]
        elif len(words) > 2 and _ordinal(words[0]) and _kind(words[1]) is not None:
            kind, words = _better(kind, _kind(words[1]) or ""), [words[0], *words[2:]]
        else:
            break
    return Street(kind, _titled(" ".join(words)))


def kind_of(text: str) -> str | None:
    """The kind a text begins or ends with, if it has one."""
    found = street(text)
    return found.kind or None


def _kind(word: str) -> str | None:
    return kind_forms().get(folded(word).strip("."))


def _ordinal(word: str) -> bool:
    """«1-й», «2-я»: the kind may stand behind it («1-й пр-д Виражный»)."""
    return re.fullmatch(r"\d{1,3}-?[а-я]{1,2}", folded(word)) is not None


def _long_form(word: str) -> bool:
    """Behind a name stands the whole word or a form with a hyphen, never «п» or «с»."""
    return len(word.strip(".")) >= 2


def _better(known: str, found: str) -> str:
    """Of two kinds the more telling: «ул. … шоссе» is a highway, «тер. Посёлок …» a village."""
    if known in ("", "street", "territory", "locality"):
        return found
    return known


def _titled(name: str) -> str:
    """«ЛЕНИНА» and «ленина» as «Ленина»; mixed case is left as its author wrote it."""
    if name != name.upper() and name != name.lower():
        return name
    return " ".join(
        word if _stays_small(word) else word[:1].upper() + word[1:].lower() for word in name.split()
    )


def _stays_small(word: str) -> bool:
    return word[:1].isdigit() or len(word) < 2 or word in ("лет", "года", "летия", "партсъезда")
