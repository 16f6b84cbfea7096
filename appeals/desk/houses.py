"""From an address heard on the phone to a house of the registry."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.registry import exact, search
from appeals.registry.addresses import parse
from appeals.registry.search import HouseHit

_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Meant:
    """The house, or those among which the operator must choose; neither when there is none."""

    house_id: int | None = None
    choices: Sequence[HouseHit] = ()


def meant(address: str) -> Meant:
    """Which house the words name; several like it are offered, none is guessed."""
    if not address.strip() or not parse(address).key:
        return Meant()
    found = search.houses(address, limit=exact.CHOICES)
    named = exact.only(address, found)
    return Meant(house_id=named.id) if named else Meant(choices=found[:_CHOICES])
