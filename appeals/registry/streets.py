"""Streets of a city: one row for every spelling of one street."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from appeals.models import Street
from appeals.registry import addresses
from appeals.registry.addresses import Address
from appeals.registry.house_rows import HouseRow
from appeals.registry.wording import kinds, name_key, search_key

_IN_SETTLEMENT = re.compile(r"(.+) \(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Settled:
    """The city's streets by `key_of`, and how many of them are new."""

    by_key: dict[str, Street]
    created: int


def key_of(address: Address) -> str:
    """A street of one settlement: equal for every spelling."""
    if address.street is None:
        return ""
    place = name_key(address.settlement.name) if address.settlement else ""
    return f"{place}|{address.street.key}"


def settle(rows: Iterable[HouseRow]) -> Settled:
    """A street for every row; a new one under the spelling that most of its rows use."""
    spellings: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    samples: dict[str, Address] = {}
    former: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        key = key_of(row.address)
        former[key] |= dict.fromkeys(row.old_streets)
        spellings[key][_shown(row.address)] += 1
        samples.setdefault(key, row.address)
    known = {key_of_row(street): street for street in Street.objects.all()}
    fresh = {}
    for key, found in spellings.items():
        if key not in known:
            kind, name = max(found, key=lambda spelling: (found[spelling], spelling))
            fresh[key] = Street(kind=kind, name=name, search=search_form(samples[key]))
    for key, street in fresh.items():
        remember(street, former[key])
    Street.objects.bulk_create(fresh.values(), batch_size=1000)
    renamed = [known[key] for key in former.keys() & known if remember(known[key], former[key])]
    Street.objects.bulk_update(renamed, ["old_names", "old_search"], batch_size=500)
    return Settled(known | fresh, len(fresh))


def remember(street: Street, names: Iterable[str]) -> bool:
    """Add former names that are not known yet; whether there were any. The caller stores them."""
    known = set(street.old_search.splitlines()) | {street.search}
    added = False
    for name in names:
        form = search_key(addresses.street(name).name)
        if form and form not in known:
            known.add(form)
            street.old_names = [*street.old_names, name]
            street.old_search = "\n".join([*street.old_search.splitlines(), form])
            added = True
    return added


def search_form(address: Address) -> str:
    """What address search compares: the name's words, the settlement's behind them."""
    street = search_key(address.street.name) if address.street else ""
    place = search_key(address.settlement.name) if address.settlement else ""
    return f"{street} {place}".strip()


def _shown(address: Address) -> tuple[str, str]:
    """Kind and name as the product writes them: («ул.», «Лермонтова (пос. Трудовое)»)."""
    street, place = address.street, address.settlement
    if street is None:
        return "", ""
    kind = kinds()[street.kind].short if street.kind else ""
    return kind, f"{street.name} ({place.words})" if place else street.name


def key_of_row(row: Street) -> str:
    """The key of a stored street."""
    found = _IN_SETTLEMENT.fullmatch(row.name)
    name, place = (found[1], found[2]) if found else (row.name, "")
    street = addresses.street(f"{row.kind} {name}")
    settlement = addresses.street(place) if place else None
    return key_of(Address(settlement=settlement, street=street))
