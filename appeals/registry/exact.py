"""The one house that the words of an address name, for doors where nobody can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from appeals.registry import addresses, search

CHOICES = 8


def house_named(address: str) -> search.HouseHit | None:
    """The house that these very words name; None when none or several could be meant."""
    if not addresses.parse(address).key:
        return None
    return only(address, search.houses(address, limit=CHOICES))


def only(address: str, found: Sequence[search.HouseHit]) -> search.HouseHit | None:
    """The same among houses that were found already; a street's kind may be left out."""
    typed = addresses.parse(address)
    same = [house for house in found if _names(typed, addresses.parse(house.address))]
    return same[0] if len(same) == 1 else None


def _names(typed: addresses.Address, house: addresses.Address) -> bool:
    if not typed.key or typed.street is None or house.street is None:
        return False
    if typed.area and typed.area != house.area:
        # «Казань, Кирова 5»: a neighbourhood or another town; a person would be asked.
        return False
    if typed.street.kind:
        return typed.key == house.key
    return typed.key == replace(house, street=replace(house.street, kind="")).key
