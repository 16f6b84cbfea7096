"""Words of the house book: what an import counts, what kind a change is."""

from collections.abc import Mapping
from typing import Any

from django import template

from appeals.registry.imports.workbooks import KINDS

register = template.Library()

# Part of the counts → what is counted → the forms of its noun.
_COUNTED = {
    "houses": {
        "created": "новый дом,новых дома,новых домов",
        "updated": "дом изменён,дома изменены,домов изменено",
        "unchanged": "дом без изменений,дома без изменений,домов без изменений",
        "gone": "дома реестра в файле нет,домов реестра в файле нет,домов реестра в файле нет",
    },
    "servings": {
        "created": "новая запись об управлении,новые записи об управлении,новых записей об управлении",
        "updated": "запись об управлении изменена,записи об управлении изменены,"
        "записей об управлении изменено",
        "ended": "запись об управлении закончена,записи об управлении закончены,"
        "записей об управлении закончено",
    },
    "lines": {
        "created": "новая запись,новые записи,новых записей",
        "updated": "запись изменена,записи изменены,записей изменено",
        "ended": "прежняя запись закончена,прежние записи закончены,прежних записей закончено",
        "unchanged": "запись без изменений,записи без изменений,записей без изменений",
    },
}
_WHOLE = {
    "streets_created": "новая улица,новые улицы,новых улиц",
    "companies_found": "управляющая компания в файле,управляющие компании в файле,"
    "управляющих компаний в файле",
    "companies_created": "из них новая,из них новые,из них новых",
}


@register.filter
def counted(counts: Mapping[str, Any]) -> list[tuple[int, str]]:
    """What of the counts is not nothing: the number, and the three forms of its noun."""
    parts = []
    for part, forms in _COUNTED.items():
        found = counts.get(part) or {}
        parts += [(found[name], each) for name, each in forms.items() if found.get(name)]
    return parts + [(counts[name], each) for name, each in _WHOLE.items() if counts.get(name)]


@register.filter
def change_title(kind: str) -> str:
    """What the first of a kind of changes are headed with."""
    return KINDS[kind].capitalize()
