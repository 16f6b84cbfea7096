"""Which column means what: known layouts by their headers, a city's own by a mapping file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from appeals.registry.tables import BadFile, Row

_DATA = Path(__file__).with_name("layouts.toml")
_MISSING = frozenset(
    {"", "-", "—", "не заполнено", "незаполнено", "нет данных", "не указано", "н/д", "null", "none",
     "не определено", "неизвестно"}
)  # fmt: skip


# The name of a layout that no known one is.
_BY_COLUMNS = "по названиям столбцов"


@dataclass(frozen=True, slots=True)
class Layout:
    """A reading of a header: field → column's place; the columns left over are kept as facts."""

    name: str
    places: Mapping[str, int]
    facts: Mapping[str, int]
    width: int

    def value(self, row: Row, field: str) -> str:
        """The cell of a field, or «» when it is missing or says that it is not filled in."""
        place = self.places.get(field)
        return "" if place is None else present(row.cells, place)

    @property
    def address_field(self) -> str:
        """The field that says which house a row means."""
        return "address" if "address" in self.places else "street"

    def source(self, file_name: str) -> str:
        """Where a house is from, as its passport says it: the known layout, and the file."""
        return file_name if self.name == _BY_COLUMNS else f"{self.name}, {file_name}"

    def facts_of(self, row: Row) -> dict[str, str]:
        """The filled-in cells of the columns that no field reads, by the column's name."""
        found = {name: present(row.cells, place) for name, place in self.facts.items()}
        return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)


def present(cells: Sequence[str], place: int) -> str:
    """A cell's text, or «» for «Не заполнено» and its sisters."""
    cell = cells[place] if place < len(cells) else ""
    return "" if cell.lower() in _MISSING else cell


def recognise(kind: str, header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout:
    """The layout of a table of this kind («houses», «matrix», «appeals»).

    `mapping` (field → column's name) goes first; then the known names of columns. BadFile tells
    which field could not be found, and what columns there are.
    """
    places = guess(kind, header, mapping)
    missing = lacking(kind, places)
    if missing:
        raise BadFile(
            f"Не найден столбец «{missing[0]}». Столбцы файла: {', '.join(header)}. "
            "Укажите его в файле сопоставления (--mapping)."
        )
    return chosen(kind, header, places)


def guess(
    kind: str, header: Sequence[str], mapping: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Which column is which field, by the mapping and the known names; what is not found is left out."""
    fields = _data()[kind]["fields"]
    by_name = {folded_name(name): place for place, name in reversed(list(enumerate(header)))}
    places: dict[str, int] = {}
    for field, column in (mapping or {}).items():
        if field not in fields:
            known = ", ".join(sorted(fields))
            raise BadFile(f"В сопоставлении неизвестное поле «{field}». Возможные: {known}.")
        if folded_name(column) not in by_name:
            raise BadFile(f"Столбца «{column}» в файле нет. Есть: {', '.join(header)}.")
        places[field] = by_name[folded_name(column)]
    for field, names in fields.items():
        for name in () if field in places else names:
            if (place := by_name.get(name)) is not None and place not in places.values():
                places[field] = place
                break
    return places


def lacking(kind: str, places: Mapping[str, int]) -> list[str]:
    """The titles of the fields without which a table of this kind says nothing."""
    data = _data()[kind]
    titles = data["titles"]
    return [
        "» или «".join(titles[field] for field in wanted)
        for wanted in data["required"]
        if not any(field in places for field in wanted)
    ]


def chosen(kind: str, header: Sequence[str], places: Mapping[str, int]) -> Layout:
    """The layout that somebody chose column by column; nothing is guessed."""
    data = _data()[kind]
    labels = data.get("facts", {})
    facts = {
        labels.get(folded_name(name), name): place
        for place, name in enumerate(header)
        if name and place not in places.values() and labels.get(folded_name(name), name)
    }
    return Layout(_name(data, header), dict(places), facts, len(header))


def titles(kind: str) -> Mapping[str, str]:
    """What the fields of a kind are called on the screen, in its order."""
    found: Mapping[str, str] = _data()[kind]["titles"]
    return found


@lru_cache(maxsize=1)
def service_names() -> Mapping[str, str]:
    """Further names of the matrix's services, folded → code."""
    spoken = _data()["matrix"]["services"]
    return {folded_name(name): code for code, names in spoken.items() for name in names}


def mapping_from(path: Path) -> dict[str, str]:
    """A mapping file, JSON or TOML: `address = "Адрес дома"`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise BadFile(f"Файл сопоставления {path} не читается: {error}.") from error
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise BadFile('Файл сопоставления — это пары: поле = "название столбца".')
    return found


def _name(data: Mapping[str, Any], header: Sequence[str]) -> str:
    """The name of a known layout whose every marking column is there."""
    present_names = {folded_name(name) for name in header}
    for known in data.get("known", []):
        if present_names.issuperset(known["columns"]):
            return str(known["name"])
    return _BY_COLUMNS


def folded_name(name: str) -> str:
    """A name for comparing: lower case, е for ё, all but letters and digits as one space."""
    return re.sub(r"[\W_]+", " ", name.lower().replace("ё", "е")).strip()
