"""Kinds of organisations that a city connects, each with the services it usually gives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its word, what its organisations usually serve, and of which houses."""

    title: str
    services: tuple[str, ...] = ()
    houses: str = "all"


# `resource` is how organisations of earlier editions are stored.
KINDS: Mapping[str, Kind] = {
    "water": Kind("Водоснабжение и канализация", ("cold_water", "sewerage")),
    "heat": Kind("Теплоснабжение", ("heating", "hot_water")),
    "electricity": Kind("Электросети", ("electricity",)),
    "gas": Kind("Газовая служба", ("gas",)),
    "management": Kind("Управляющая компания, ТСЖ", ("management",), "registry"),
    "lift": Kind("Лифтовая организация", ("lift",)),
    "waste": Kind("Вывоз мусора", ("waste",)),
    "service": Kind("Городская служба", (), "none"),
    "resource": Kind("Ресурсоснабжающая организация"),
}
_SPOKEN = {
    "вода": "water", "водоканал": "water", "водоснабжение": "water",
    "тепло": "heat", "теплоснабжение": "heat", "теплосети": "heat",
    "электричество": "electricity", "электросети": "electricity", "свет": "electricity",
    "газ": "gas", "ук": "management", "управляющая компания": "management", "тсж": "management",
    "жск": "management", "лифты": "lift", "лифт": "lift", "мусор": "waste", "тко": "waste",
    "вывоз мусора": "waste", "служба": "service", "городская служба": "service",
    "муниципальная служба": "service",
}  # fmt: skip


def kind_of(word: str) -> str | None:
    """The kind that a cell of a table names, in its own word or as people say it."""
    said = " ".join(word.lower().replace("ё", "е").split())
    titles = {kind.title.lower(): code for code, kind in KINDS.items()}
    return said if said in KINDS else titles.get(said) or _SPOKEN.get(said)


def title_of(code: str) -> str:
    """The word of a kind; of an unknown one its code."""
    return KINDS[code].title if code in KINDS else code
