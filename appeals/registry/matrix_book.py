"""The city's houses, organisations and services by every name a matrix file may use for them."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping

from appeals import catalogue
from appeals.models import House, Organisation
from appeals.registry import search
from appeals.registry.house_book import HouseBook
from appeals.registry.layouts import folded_name, service_names
from appeals.registry.matrix_rows import MatrixReader, MatrixRow

# Each suggestion asks the database; a file of another city would ask for every row.
MOST_SUGGESTED = 300
_NEAREST = 3


def services() -> Mapping[str, str]:
    """Every name of a service, folded → its code: the catalogue's in all languages, and others."""
    found = dict(service_names())
    for service in catalogue.services():
        found[folded_name(service.code)] = service.code
        for name in filter(None, (service.name.ru, service.name.tt, service.name.en)):
            found[folded_name(name)] = service.code
    return found


class MatrixBook:
    """Finds the house and the organisation of a row, or says what is missing and what is near."""

    def __init__(self, reader: MatrixReader) -> None:
        self._reader = reader
        self._houses = HouseBook()
        self._addresses: dict[int, str] = {}
        self._by_code: dict[str, int] = {}
        for key, code, address in House.objects.values_list("id", "outside_id", "address"):
            self._addresses[key] = address
            if code:
                self._by_code[code] = key
        self._by_inn: dict[str, list[Organisation]] = defaultdict(list)
        self._by_name: dict[str, list[Organisation]] = defaultdict(list)
        self._by_company_id: dict[str, Organisation] = {}
        for organisation in Organisation.objects.all():
            if organisation.outside_id:
                self._by_company_id[organisation.outside_id] = organisation
            if organisation.inn:
                self._by_inn[organisation.inn].append(organisation)
            for name in {folded_name(organisation.name), folded_name(organisation.short_name)}:
                self._by_name[name].append(organisation)
        self._near: dict[str, list[str]] = {}

    def address_of(self, house_id: int) -> str:
        """How the registry writes the house."""
        return self._addresses[house_id]

    def house(self, row: MatrixRow) -> int | None:
        """The house of a row, by its code or its address."""
        by_code = self._by_code.get(row.code) if row.code else None
        entry = self._houses.at(row.parsed) if row.parsed else None
        if by_code and entry and by_code != entry.id:
            sentence = (
                f"Код {row.code} — это {self._addresses[by_code]}, а адрес — {entry.address}: "
                "исправьте одно из двух."
            )
            self._reader.refuse(row.line, "unknown_house", sentence, row.code, "outside_id")
            return None
        if by_code or entry:
            return by_code or (entry.id if entry else None)
        self._reader.refuse(
            row.line, "unknown_house", self._no_house(row), row.address or row.code,
            self._reader.place_field(row),
        )  # fmt: skip
        return None

    def organisation(self, row: MatrixRow) -> Organisation | None:
        """The organisation of a row: by its code in the city's lists, by ИНН, by name.

        Where several share an ИНН or a name, the other one tells them apart.
        """
        if row.company_id in self._by_company_id:
            return self._by_company_id[row.company_id]
        found = self._by_inn.get(row.inn, []) if row.inn else []
        named = self._by_name.get(folded_name(row.organisation), []) if row.organisation else []
        if row.inn and not found:
            # An organisation of the city whose ИНН nobody has written down yet is found by name.
            found = [one for one in named if not one.inn]
        elif len(found) > 1 and named:
            found = [one for one in found if one in named]
        elif not row.inn:
            found = named
        if len(found) == 1:
            return found[0]
        field = "inn" if row.inn else "organisation" if row.organisation else "company_id"
        self._reader.refuse(
            row.line, "unknown_organisation", self._no_organisation(row, len(found)),
            row.inn or row.organisation or row.company_id, field,
        )  # fmt: skip
        return None

    def _no_house(self, row: MatrixRow) -> str:
        sentence = f"Дома «{row.place[:80]}» нет в реестре."
        if near := self._suggested(row.address[:80]):
            return f"{sentence} Похожие: {'; '.join(near)}."
        return f"{sentence} Исправьте адрес или загрузите этот дом в реестр."

    def _suggested(self, address: str) -> list[str]:
        """The nearest addresses of the registry; an address of several rows is looked for once."""
        if not address or (address not in self._near and len(self._near) >= MOST_SUGGESTED):
            return []
        if address not in self._near:
            hits = search.houses(address, limit=_NEAREST)
            self._near[address] = [hit.address for hit in hits]
        return self._near[address]

    def _no_organisation(self, row: MatrixRow, several: int) -> str:
        name = row.organisation or (f"ИНН {row.inn}" if row.inn else f"код {row.company_id}")
        if several > 1:
            return f"Организаций «{name[:80]}» в городе {several}: укажите ИНН или код организации."
        sentence = f"Организации «{name[:80]}» в городе нет."
        near = difflib.get_close_matches(
            folded_name(row.organisation), list(self._by_name), n=1, cutoff=0.7
        )
        if near:
            return f"{sentence} Похожая: {self._by_name[near[0]][0]}."
        return f"{sentence} Пригласите её в разделе «Подключение» или исправьте название."
