"""Finding a house while somebody types: the street first, in the small table, then its house."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from appeals.registry.typed import Reading, other_town, readings

_STREETS = 12
# A street found by letters that stand where they should; below it the words may have been mistyped.
_SURE = 1.0

# Streets: whole name, beginning of any word, beginnings of several words, likeness by trigrams;
# names of the past count as well, a little less. Houses: the number itself, the same digits, its
# beginning, the nearest. All in one statement. The first test of `names` is what the trigram index
# answers; `mistyped` compares with every street's beginning and is asked only when nothing stood
# where it should.
_SQL = """
WITH names AS (
    SELECT id, kind, search, '' AS formerly FROM appeals_street
    UNION ALL
    SELECT s.id, s.kind, old.form, s.old_names ->> (old.place - 1)::integer
    FROM appeals_street s,
         LATERAL string_to_table(s.old_search, E'\\n') WITH ORDINALITY old (form, place)
    WHERE s.old_search <> ''
), matched AS (
    SELECT id, formerly, length(search) AS length,
           GREATEST(similarity(search, %(name)s), word_similarity(%(name)s, search){mistyped_score})
           + CASE WHEN search = %(name)s THEN 1.5
                  WHEN search LIKE %(prefix)s THEN 1.0
                  WHEN search LIKE %(words)s THEN 0.9
                  WHEN search LIKE %(inside)s OR search LIKE %(words_inside)s THEN 0.7
                  ELSE 0 END
           + CASE WHEN kind = %(kind)s THEN 0.6 ELSE 0 END
           - CASE WHEN formerly <> '' THEN 0.3 ELSE 0 END AS score
    FROM names
    WHERE search %% %(name)s OR %(name)s <%% search
       OR search LIKE %(prefix)s OR search LIKE %(inside)s
       OR search LIKE %(words)s OR search LIKE %(words_inside)s{mistyped_test}
), street AS (
    SELECT * FROM (
        SELECT DISTINCT ON (id) id, formerly, score, length FROM matched ORDER BY id, score DESC
    ) best
    ORDER BY score DESC, length, id
    LIMIT %(streets)s
)
SELECT house.id, house.address, house.district, house.latitude, house.longitude,
       street.formerly, house.fit >= 0.8, street.score
FROM street CROSS JOIN LATERAL (
    SELECT h.id, h.address, h.district, h.latitude, h.longitude, number.value,
           CASE WHEN %(number)s = '' THEN 0
                WHEN h.normal_number = %(number)s THEN 1.2
                WHEN h.normal_number LIKE %(number_prefix)s AND number.value = %(digits)s THEN 0.9
                WHEN number.value = %(digits)s THEN 0.8
                WHEN h.normal_number LIKE %(number_prefix)s THEN 0.5
                ELSE 0 END AS fit
    FROM appeals_house h,
         LATERAL (SELECT substring(h.normal_number from '^[0-9]{{1,6}}')::integer AS value) number
    WHERE h.street_id = street.id
    ORDER BY fit DESC, abs(number.value - %(digits)s), number.value, h.normal_number
    LIMIT %(limit)s
) house
ORDER BY street.score + house.fit DESC, street.id, abs(house.value - %(digits)s), house.value,
         house.address
LIMIT %(limit)s
"""
_EXACT_SQL = _SQL.format(mistyped_score="", mistyped_test="")
_MISTYPED_SQL = _SQL.format(
    mistyped_score=", similarity(left(search, length(%(name)s)), %(name)s)",
    mistyped_test="\n       OR similarity(left(search, length(%(name)s)), %(name)s) >= 0.25",
)


@dataclass(frozen=True, slots=True)
class HouseHit:
    """A house to choose from the list under the field.

    `formerly` is the old name it was found by; `is_numbered`: it has the number that was typed, with
    another letter or building at most, and is no mere neighbour.
    """

    id: int
    address: str
    district: str
    lat: float | None
    lon: float | None
    formerly: str = ""
    is_numbered: bool = False


def houses(query: str, limit: int = 8) -> list[HouseHit]:
    """The houses of the city of the moment that the words may mean, likeliest first.

    Beginnings of words, typing errors, е for ё, kinds before or behind the name or wrong, «5к2», the
    number first, the wrong keyboard layout, former names and a missing number are all understood; a
    number that does not exist gives its neighbours. One statement, more only for words that stand
    nowhere as they were typed.
    """
    best: list[HouseHit] = []
    best_score = 0.0
    ways = readings(query)
    for sql in (_EXACT_SQL, _MISTYPED_SQL):
        for way in ways:
            found, score = _found(sql, way, limit)
            if score > best_score or (score == best_score and way.number):
                best, best_score = found, score
        if best_score >= _SURE:
            break
    return best


def _found(sql: str, way: Reading, limit: int) -> tuple[list[HouseHit], float]:
    """The houses of one reading, and how well the best of their streets fits."""
    name = _escaped(way.name)
    beginnings = "% ".join(name.split()) + "%"
    digits = re.match(r"\d+", way.number)
    parameters: dict[str, str | int] = {
        "name": way.name,
        "prefix": f"{name}%",
        "inside": f"% {name}%",
        "words": beginnings,
        "words_inside": f"% {beginnings}",
        "kind": way.kind,
        "number": way.number,
        "number_prefix": f"{_escaped(way.number)}%",
        "digits": int(digits[0]) if digits else 0,
        "streets": _STREETS,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return [HouseHit(*row[:-1]) for row in rows], max((row[-1] for row in rows), default=0.0)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


__all__ = ["HouseHit", "houses", "other_town"]
