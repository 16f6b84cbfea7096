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


@lru_cache(maxsize=1)
def known() -> dict[str, Metric]:
    """Every metric by its key, in the order of the dictionary."""
    with _DATA.open("rb") as file:
        rows = tomllib.load(file)["metric"]
    return {row["key"]: Metric(**row) for row in rows}
