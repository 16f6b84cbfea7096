"""On what grounds an appeal may be closed without work: data with the words residents read. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its name in the list, the sentence for everybody, how the appeal then counts.

    `names_competent`: whoever refuses on it must say who decides such things.
    """

    code: str
    title: str
    wording: str
    outcome: str = "refused"
    names_competent: bool = False


@lru_cache(1)
def grounds() -> Mapping[str, Ground]:
    """All of them, in the order of the list."""
    path = Path(__file__).with_name("grounds.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["ground"]
    return {row["code"]: Ground(**row) for row in rows}
