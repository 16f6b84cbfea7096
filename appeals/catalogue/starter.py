"""Reading the starter catalogue. Pure: the day on which a term must hold is passed in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from appeals.questions import Choice, Question, Stop
from appeals.terms import Terms, in_force

_FOLDER = Path(__file__).parent
# Well before the accepting clock runs out; what an office accepts by day sounds in no hall.
_ALARM_MINUTES = {"start_accept_emergency": 5, "start_accept": 60}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the languages of the interface; a missing one falls back to Russian."""

    ru: str
    en: str = ""
    tt: str = ""

    def in_language(self, code: str) -> str:
        """The name in a language («ru», «en», «tt»), or in Russian where it has none."""
        return {"en": self.en, "tt": self.tt}.get(code, "") or self.ru


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name: a sector or a service."""

    code: str
    name: Name


@dataclass(frozen=True, slots=True)
class CategorySeed:
    """One node of the starter tree; a group has no service and no terms."""

    code: str
    name: Name
    sector: str
    parent: str = ""
    service: str = ""
    terms: Mapping[str, str] | None = None
    keywords: tuple[str, ...] = ()
    emergency: bool = False
    radius_m: int = 0
    position: int = 0
    questions: tuple[Question, ...] = ()

    @property
    def alarm_minutes(self) -> int:
        """When the hall hears that nobody accepted; 0: such a theme is never sounded."""
        return _ALARM_MINUTES.get((self.terms or {}).get("accept", ""), 0)

    @property
    def is_group(self) -> bool:
        """Whether this is a branch that no appeal is filed under."""
        return self.terms is None


@dataclass(frozen=True, slots=True)
class CauseSeed:
    """A root cause; without services it fits them all."""

    code: str
    name: Name
    services: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class ReplySeed:
    """Ready words; `move` is the action that offers them first."""

    title: str
    text: str
    move: str


def _read(name: str) -> dict[str, Any]:
    with (_FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def sectors() -> tuple[Named, ...]:
    """The sectors of a regional centre, in the order in which they are shown."""
    return tuple(
        Named(code, Name(**name)) for code, name in _read("sectors.toml")["sector"].items()
    )


@lru_cache(maxsize=1)
def services() -> tuple[Named, ...]:
    """The services of the house × service matrix."""
    rows = _read("services.toml")["service"].items()
    return tuple(Named(code, Name(**name)) for code, name in rows)


@lru_cache(maxsize=1)
def causes() -> tuple[CauseSeed, ...]:
    """What troubles come from, in the order in which lists show them."""
    rows = _read("causes.toml")["cause"].items()
    return tuple(
        CauseSeed(
            code,
            Name(row["ru"], row.get("en", ""), row.get("tt", "")),
            tuple(row.get("services", ())),
            position,
        )
        for position, (code, row) in enumerate(rows)
    )


@dataclass(frozen=True, slots=True)
class Official:
    """A line of the all-Russian classifier of citizens' appeals."""

    code: str
    name: str


@lru_cache(maxsize=1)
def _official() -> Mapping[str, Official]:
    return {
        theme: Official(code, row["name"])
        for code, row in _read("classifier.toml").items()
        for theme in row["themes"]
    }


def official_of(theme: str) -> Official | None:
    """What a theme of the starter tree is in the classifier; None for the others and for a city's own."""
    return _official().get(theme)


@lru_cache(maxsize=1)
def replies() -> tuple[ReplySeed, ...]:
    """Templates of replies, in the order in which forms offer them."""
    rows = _read("replies.toml")["reply"]
    return tuple(ReplySeed(row["title"], row["text"], row["move"]) for row in rows)


@lru_cache(maxsize=1)
def _questions() -> tuple[tuple[frozenset[str], Question], ...]:
    """Every question with the themes that ask it."""
    return tuple(
        (
            frozenset(row["themes"]),
            Question(
                code=code,
                kind=row["kind"],
                names=_names(row),
                hints=_names(row.get("hints", {})),
                required=row.get("required", False),
                public=row.get("public", False),
                choices=tuple(_choice(each) for each in row.get("choices", ())),
            ),
        )
        for code, row in _read("questions.toml").items()
    )


def questions_of(theme: str) -> tuple[Question, ...]:
    """What the form asks under a theme of the starter tree; nothing under a city's own."""
    return tuple(question for themes, question in _questions() if theme in themes)


def _choice(row: Mapping[str, Any]) -> Choice:
    stop = row.get("stop")
    return Choice(
        row["code"], _names(row), Stop(_names(stop), tuple(stop["phones"])) if stop else None
    )


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    return {code: row[code] for code in ("ru", "en", "tt") if code in row}


@lru_cache(maxsize=1)
def categories() -> tuple[CategorySeed, ...]:
    """The tree, every group before its categories."""
    data = _read("categories.toml")
    nodes: list[CategorySeed] = []
    for group in data["group"]:
        # A group's code gets a suffix: the group «Прочее» and its only category share the word.
        parent = CategorySeed(
            code=f"{group['code']}_group",
            name=Name(**group["name"]),
            sector=group["sector"],
            position=len(nodes),
        )
        nodes.append(parent)
        for row in group["category"]:
            nodes.append(
                CategorySeed(
                    code=row["code"],
                    name=Name(**row["name"]),
                    sector=row.get("sector", parent.sector),
                    parent=parent.code,
                    service=row["service"],
                    terms=data["sets"][row["terms"]],
                    keywords=tuple(row["keywords"]),
                    emergency=row.get("emergency", False),
                    radius_m=row.get("radius", 0),
                    position=len(nodes),
                    questions=questions_of(row["code"]),
                )
            )
    return tuple(nodes)


def terms_of(seed: CategorySeed, on: date) -> Terms:
    """The terms this category's clocks follow, in the editions that hold on the day."""
    known = in_force(on)
    return Terms(**{clock: known[key] for clock, key in (seed.terms or {}).items()})
