"""Numbers of appeals: `ПНЗ-2026-000123` for people, `PNZ-2026-000123` in addresses.

Practice appeals have their own: `УЧ-ПНЗ-2026-000012`, `UCH-PNZ-2026-000012`.
"""

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"\s*(?P<trial>(?:УЧ|UCH)\s*-\s*)?(?P<code>[A-ZА-ЯЁ]{2,5})\s*-?\s*(?P<year>\d{4})\s*-?\s*(?P<serial>\d{1,9})\s*"
)
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Number:
    """The year and the serial; the city's code is a matter of showing."""

    year: int
    serial: int
    is_trial: bool = False

    def shown(self, code: str) -> str:
        """The number with a city's code before it."""
        before = ("UCH-" if code.isascii() else "УЧ-") if self.is_trial else ""
        return f"{before}{code}-{self.year}-{self.serial:0{_DIGITS}d}"


def parse(text: str, *codes: str) -> Number | None:
    """The number a person typed, in either alphabet; None when it is none of this city's."""
    found = _NUMBER.fullmatch(text[:64].upper())
    if found is None or found["code"] not in {code.upper() for code in codes}:
        return None
    return Number(int(found["year"]), int(found["serial"]), found["trial"] is not None)
