"""Finding a house while somebody types: the street first, in the small table, then its house."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from appeals.registry.addresses import Address, parse
from appeals.registry.streets import search_form
from appeals.registry.wording import cyrillic, kinds, name_key
from tenants.isolation import scope

_LONGEST_QUERY = 120
_STREETS = 12
_GLUED = re.compile(r"([а-яё]{3,})(\d)", re.IGNORECASE)
# Typed on a Latin keyboard layout: «ktybyf 5» is «ленина 5».
_KEYS = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True)
)

# Streets: whole name, beginning of any word, likeness by trigrams; houses: the number itself, the
# same digits, its beginning, the nearest. Both in one statement.
_SQL = """
WITH street AS (
    SELECT id,
           GREATEST(similarity(search, %(name)s), word_similarity(%(name)s, search))
           + CASE WHEN search = %(name)s THEN 1.5
                  WHEN search LIKE %(prefix)s THEN 1.0
                  WHEN search LIKE %(inside)s THEN 0.7 ELSE 0 END
           + CASE WHEN kind = %(kind)s THEN 0.6 ELSE 0 END AS score
    FROM appeals_street
    WHERE search %% %(name)s OR %(name)s <%% search
       OR search LIKE %(prefix)s OR search LIKE %(inside)s
    ORDER BY score DESC, length(search), id
    LIMIT %(streets)s
)
SELECT house.id, house.address, house.district, house.latitude, house.longitude
FROM street CROSS JOIN LATERAL (
    SELECT h.id, h.address, h.district, h.latitude, h.longitude, number.value,
           CASE WHEN %(number)s = '' THEN 0
                WHEN h.normal_number = %(number)s THEN 1.2
                WHEN h.normal_number LIKE %(number_prefix)s AND number.value = %(digits)s THEN 0.9
                WHEN number.value = %(digits)s THEN 0.8
                WHEN h.normal_number LIKE %(number_prefix)s THEN 0.5
                ELSE 0 END AS fit
    FROM appeals_house h,
         LATERAL (SELECT substring(h.normal_number from '^[0-9]{1,6}')::integer AS value) number
    WHERE h.street_id = street.id
    ORDER BY fit DESC, abs(number.value - %(digits)s), number.value, h.normal_number
    LIMIT %(limit)s
) house
ORDER BY street.score + house.fit DESC, street.id, abs(house.value - %(digits)s), house.value,
         house.address
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class HouseHit:
    """A house to choose from the list under the field."""

    id: int
    address: str
    district: str
    lat: float | None
    lon: float | None


def houses(query: str, limit: int = 8) -> list[HouseHit]:
    """The houses of the city of the moment that the words may mean, likeliest first.

    Typing errors, е for ё, kinds before or behind the name, «5к2», the wrong keyboard layout and a
    missing number are all understood; a number that does not exist gives its neighbours.
    """
    parameters = _wanted(query[:_LONGEST_QUERY])
    if parameters is None:
        return []
    parameters |= {"streets": _STREETS, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, parameters)
        return [HouseHit(*row) for row in cursor.fetchall()]


def _wanted(query: str) -> dict[str, str | int] | None:
    """What to look for; None when the words name no street, or another town."""
    text = _GLUED.sub(r"\1 \2", _in_cyrillic(query))
    address = parse(text)
    if address.street is None or _elsewhere(address):
        return None
    name = search_form(address)
    if not name:
        return None
    kind = kinds()[address.street.kind].short if address.street.kind else ""
    number = cyrillic(address.house.key) if address.house else ""
    digits = re.match(r"\d+", number)
    return {
        "name": name,
        "prefix": f"{_escaped(name)}%",
        "inside": f"% {_escaped(name)}%",
        "kind": kind,
        "number": number,
        "number_prefix": f"{_escaped(number)}%",
        "digits": int(digits[0]) if digits else 0,
    }


def other_town(query: str) -> str:
    """The town the words name, when it is not this city; empty otherwise."""
    address = parse(query[:_LONGEST_QUERY])
    return address.town if _elsewhere(address) else ""


def _elsewhere(address: Address) -> bool:
    """Whether the words name another town: none of this city's houses is meant then."""
    here = name_key(scope.require().name)
    return bool(address.town) and name_key(address.town) != here


def _in_cyrillic(query: str) -> str:
    """The words in Cyrillic when they were typed on the Latin layout by mistake."""
    letters = [char for char in query.lower() if char.isalpha()]
    if not letters or any("а" <= char <= "я" or char == "ё" for char in letters):
        return query
    return "".join(_KEYS.get(char, char) for char in query.lower())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
