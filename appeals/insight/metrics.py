"""The dictionary of figures: one text for the screen's help and for the documentation."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("metrics.toml")


@dataclass(frozen=True, slots=True)
class Metric:
    """What a figure means and how it is counted. `measure`: its column in the rollups."""

    key: str
    ru: str
    ru_means: str
    ru_counted: str
    en: str
    en_counted: str
    measure: str = ""
    en_means: str = ""
    tt: str = ""
    tt_means: str = ""
    tt_counted: str = ""

    @property
    def is_public(self) -> bool:
        """Whether residents read it: then it has its words in every language."""
        return bool(self.en_means and self.tt and self.tt_means and self.tt_counted)

    def said(self, language: str) -> "Said":
        """The words of a language."""
        if language not in ("en", "tt"):
            language = "ru"
        return Said(*(getattr(self, f"{language}{part}") for part in ("", "_means", "_counted")))


@dataclass(frozen=True, slots=True)
class Said:
    """A metric in one language: its name, what it means, how it is counted."""

    name: str
    means: str
    counted: str


@lru_cache(maxsize=1)
def known() -> dict[str, Metric]:
    """Every metric by its key, in the order of the dictionary."""
    with _DATA.open("rb") as file:
        rows = tomllib.load(file)["metric"]
    return {row["key"]: Metric(**row) for row in rows}


def said(language: str) -> dict[str, Said]:
    """What residents read of the dictionary."""
    return {key: one.said(language) for key, one in known().items() if one.is_public}
