"""What a city's schema announces about one appeal, read from the database's notification."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

NUMBER = re.compile(r"[A-Z]{1,8}-\d{4}-\d{6,12}", re.ASCII)
"""The Latin form of an appeal's number, as it stands in addresses: `PNZ-2026-000123`."""

_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_TEXT_FIELDS = ("n", "s", "c", "t", "e")


class NotAChange(ValueError):
    """The notification does not have the agreed shape, so nobody is told anything by it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One public event of one appeal: whose city, which appeal, its place in the history."""

    schema: str
    number: str
    sequence: int
    data: str
    """One line of JSON for the browser; only the agreed keys ever leave the process."""

    @classmethod
    def parse(cls, payload: str) -> Change:
        """Read `<schema>|<json>`; anything else raises `NotAChange`."""
        schema, _, text = payload.partition("|")
        if not _SCHEMA.fullmatch(schema):
            raise NotAChange("no schema")
        try:
            told = json.loads(text)
        except ValueError as error:
            raise NotAChange("no JSON") from error
        if not isinstance(told, dict) or not isinstance(told.get("q"), int):
            raise NotAChange("no sequence")
        if not all(isinstance(told.get(key), str) for key in _TEXT_FIELDS):
            raise NotAChange("a field is missing")
        if not NUMBER.fullmatch(told["n"]):
            raise NotAChange("no number")
        kept = {key: told[key] for key in (*_TEXT_FIELDS, "q")}
        data = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        return cls(schema, told["n"], told["q"], data)
