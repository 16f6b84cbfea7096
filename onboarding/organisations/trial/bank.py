"""The bank of practice texts: what invented residents write, answer and complain of, by theme."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("practice.toml")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the catalogue and its words; a `night` theme comes in the dark hours too."""

    code: str
    texts: tuple[str, ...]
    answers: tuple[str, ...]
    complaints: tuple[str, ...]
    night: bool = False


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme, by its code."""
    return {
        each["code"]: Theme(
            each["code"],
            tuple(each["texts"]),
            tuple(each["answers"]),
            tuple(each["complaints"]),
            each.get("night", False),
        )
        for each in _read()["theme"]
    }


@cache
def names() -> tuple[str, ...]:
    """What invented residents are called."""
    return tuple(_read()["names"])


def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
