"""The one house that the words of an address name: one rule for every door, the telephone's too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appeals.registry import addresses, search

CHOICES = 8


@dataclass(frozen=True, slots=True)
class Meant:
    """The house, or those among which a person must choose; neither when there is none."""

    house: search.HouseHit | None = None
    choices: Sequence[search.HouseHit] = ()


def house_named(address: str) -> search.HouseHit | None:
    """The house that these very words name; None when none or several could be meant."""
    return meant(address).house


def meant(address: str) -> Meant:
    """Which house the words name; several like it are offered, none is guessed."""
    if not addresses.parse(address).key:
        return Meant()
    found = search.houses(address, limit=CHOICES)
    named = _only(address, found)
    return Meant(house=named) if named else Meant(choices=found)


def _only(address: str, found: Sequence[search.HouseHit]) -> search.HouseHit | None:
    """The one of these that the words name; a street's kind may be left out."""
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
