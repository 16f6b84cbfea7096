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
class Matched:
    """The city's streets by `key_of`; those that are new stand in no table yet.

    `renamed` learned a former name from the list.
    """

    by_key: dict[str, Street]
    fresh: list[Street]
    renamed: list[Street]


def key_of(address: Address) -> str:
    """A street of one settlement: equal for every spelling."""
    if address.street is None:
        return ""
    place = name_key(address.settlement.name) if address.settlement else ""
    return f"{place}|{address.street.key}"


def match(rows: Iterable[HouseRow]) -> Matched:
    """A street for every row, nothing written; a new one under the spelling most of its rows use."""
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
    renamed = [known[key] for key in former.keys() & known if remember(known[key], former[key])]
    return Matched(known | fresh, list(fresh.values()), renamed)


def store(matched: Matched) -> None:
    """Write the new streets and the former names."""
    Street.objects.bulk_create(matched.fresh, batch_size=1000)
    Street.objects.bulk_update(matched.renamed, ["old_names", "old_search"], batch_size=500)


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
