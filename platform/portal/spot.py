"""Where a filing is: the house that was chosen, the words of the address, the pin."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from appeals import digits
from appeals.registry import addresses, exact, search

# The answer «my house is not in the list».
FREE = "free"


@dataclass(frozen=True, slots=True)
class Spot:
    """A house by its id, a point, or just words; `unclear`: houses that the words may mean."""

    house_id: int | None = None
    point: tuple[float, float] | None = None
    unclear: list[search.HouseHit] = field(default_factory=list)


def read(data: Mapping[str, str]) -> Spot:
    """The spot of a posted form: what was picked, then what was chosen, then what the words name."""
    picked = data.get("pick", "")
    point = _point(data.get("lat", ""), data.get("lon", ""))
    if (house_id := digits.key(picked)) is not None:
        return Spot(house_id, point)
    chosen = digits.key(data.get("house", ""))
    address = data.get("address", "")
    if chosen is not None or picked == FREE or not addresses.parse(address).key:
        return Spot(chosen, point)
    meant = exact.meant(address)
    if meant.house:
        return Spot(meant.house.id, point)
    return Spot(None, point, list(meant.choices))


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """The pin; None for anything that is no place on earth."""
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
