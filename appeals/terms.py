"""Terms: how long something may take, who says so, and from which day it holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from appeals.spans import Span

_DATA = Path(__file__).with_name("terms.toml")

Clock = Literal["accept", "localise", "resolve", "answer"]
CLOCKS: tuple[Clock, ...] = ("accept", "localise", "resolve", "answer")

MARKS = {
    "checked": "проверено по опубликованному тексту",
    "check": "проверить перед применением",
    "practice": "начальное значение, задаёт город",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One edition of one term: its length, its source and the day from which it holds."""

    key: str
    name: str
    clock: str
    span: Span
    source: str
    since: date
    mark: str = "practice"

    @property
    def checked(self) -> bool:
        """Whether the value was read in a published text."""
        return self.mark == "checked"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms an appeal lives by: at most one for each of its clocks."""

    accept: Term | None = None
    localise: Term | None = None
    resolve: Term | None = None
    answer: Term | None = None

    def of(self, clock: Clock) -> Term | None:
        """The term that drives this clock, if any does."""
        term: Term | None = getattr(self, clock)
        return term


@lru_cache(maxsize=1)
def published() -> tuple[Term, ...]:
    """Every term the platform knows, in every edition, read once from terms.toml."""
    with _DATA.open("rb") as file:
        rows = tomllib.load(file)["term"]
    return tuple(
        Term(
            key=row["key"],
            name=row["name"],
            clock=row["clock"],
            span=Span.parse(row["span"]),
            source=row["source"],
            since=row["since"],
            mark=row["mark"],
        )
        for row in rows
    )


def in_force(on: date, editions: Iterable[Term] | None = None) -> Mapping[str, Term]:
    """The edition of each term that holds on this day, by its key.

    A term whose first edition is later than the day is absent.
    """
    chosen: dict[str, Term] = {}
    for term in published() if editions is None else editions:
        known = chosen.get(term.key)
        if term.since <= on and (known is None or known.since <= term.since):
            chosen[term.key] = term
    return chosen


def own(clock: Clock, span: str, *, source: str, since: date, name: str = "") -> Term:
    """A city's or an agreement's own term for one clock."""
    return Term(
        key=f"own_{clock}",
        name=name,
        clock=clock,
        span=Span.parse(span),
        source=source,
        since=since,
    )
