"""The words somebody types while looking for a house, read in each way that they may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from appeals.registry.addresses import Address, parse
from appeals.registry.houses import house_number, split_house
from appeals.registry.streets import search_form
from appeals.registry.wording import cleaned, cyrillic, folded, kind_forms, kinds, name_key
from appeals.registry.wording import search_key as sounds
from tenants.isolation import scope

LONGEST = 120
_GLUED = re.compile(r"([а-яё]{3,})(\d)", re.IGNORECASE)
# Typed on a Latin keyboard layout: «ktybyf 5» is «ленина 5».
_KEYS = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True)
)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
# «97 ладожская», «д. 97 лад»: the number first; nothing but the street behind it.
_REVERSED = re.compile(
    r"(?:д|дом|№)?\.?\s*(\d{1,4}\s?[а-я]?(?:\s?[/-]\s?\d{1,3})?(?:\s?(?:к|корп)\.?\s?\d{1,2})?)"
    r"[\s,]+(\D{2,})",
    re.IGNORECASE,
)
_FLAT = re.compile(r"[\s,]кв(?:артира)?\b\.?\s*(\d{1,4}[а-я]?)\s*$", re.IGNORECASE)
_TOWN_FIRST = re.compile(r"(?:г|гор|город)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A street's name as search compares it, its kind's short form, the house's number."""

    name: str
    kind: str = ""
    number: str = ""


def readings(query: str) -> list[Reading]:
    """What the words may mean, likeliest first; nothing when they name another town."""
    text = _at_home(_GLUED.sub(r"\1 \2", in_cyrillic(query[:LONGEST])))
    found = dict.fromkeys(each for each in _ways(text) if each.name)
    return list(found)


def flat(query: str) -> str:
    """The flat, when it was typed behind the house: «лад 97 кв 41»."""
    found = _FLAT.search(in_cyrillic(query[:LONGEST]))
    return found[1] if found else ""


def other_town(query: str) -> str:
    """The town the words name, when it is not this city; empty otherwise."""
    address = parse(query[:LONGEST])
    return address.town if _elsewhere(address) else ""


def in_cyrillic(query: str) -> str:
    """The words in Cyrillic when they were typed on the Latin layout by mistake."""
    if not _LATIN.search(query) or _CYRILLIC.search(query):
        return query
    return "".join(_KEYS.get(char, char) for char in query.lower())


def _ways(text: str) -> Iterator[Reading]:
    address = parse(text)
    if _elsewhere(address) and (_TOWN_FIRST.match(text.strip()) or "," in text):
        return
    turned = _REVERSED.fullmatch(text.strip())
    if address.street is not None and not _elsewhere(address):
        yield _reading(address)
    else:
        # «макс гор 5»: the end of a name that looks like the kind of a town.
        yield _plain(text)
    if turned:
        street, number = turned[2], turned[1]
        yield _reading(parse(f"{street}, д. {number}"))


def _reading(address: Address) -> Reading:
    kind = address.street.kind if address.street else ""
    number = cyrillic(address.house.key) if address.house else ""
    return Reading(search_form(address), kinds()[kind].short if kind else "", number)


def _plain(text: str) -> Reading:
    """The words as they stand: a street's kind at the front, a number at the end."""
    head, tail = split_house(text)
    words = cleaned(head).split()
    kind = kind_forms().get(folded(words[0]).strip(".")) if len(words) > 1 else None
    house = house_number(tail)
    return Reading(
        sounds(" ".join(words[1:] if kind else words)),
        kinds()[kind].short if kind else "",
        cyrillic(house.key) if house else "",
    )


def _at_home(text: str) -> str:
    """Without this city's own name in front: «пенза лад 97»."""
    first, _space, rest = text.strip().partition(" ")
    return rest if rest and name_key(first.strip(",")) == _here() else text


def _elsewhere(address: Address) -> bool:
    """Whether the words name another town: none of this city's houses is meant then."""
    return bool(address.town) and name_key(address.town) != _here()


def _here() -> str:
    return name_key(scope.require().name)
