"""Many houses in one line: «ул. Ладожская, 1–41 нечётные; ул. Попова, 5, 7». Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_LISTED = 6
_STREETS = 8
_DIGITS = re.compile(r"\d+")


def in_words(houses: Iterable[tuple[str, str]], *, streets: int = _STREETS) -> str:
    """Streets with their houses, from pairs (street, number); long lists by first and last."""
    by_street: dict[str, list[str]] = defaultdict(list)
    for street, number in houses:
        by_street[street].append(number)
    parts = [f"{street}, {numbers(found)}" for street, found in sorted(by_street.items())]
    shown = parts[:streets]
    if len(parts) > streets:
        shown.append(f"ещё улиц: {len(parts) - streets}")
    return "; ".join(shown)


def numbers(found: Iterable[str]) -> str:
    """House numbers in their order; more than a handful as «1–41 нечётные (21 дом)»."""
    ordered = sorted(found, key=order)
    if len(ordered) <= _LISTED:
        return ", ".join(ordered)
    parities = {leading(number) % 2 for number in ordered}
    side = "" if len(parities) > 1 else " нечётные" if parities == {1} else " чётные"
    return f"{ordered[0]}–{ordered[-1]}{side} ({counted(len(ordered))})"


def order(number: str) -> tuple[int, str]:
    """For sorting: 2 before 10, 10 before 10а."""
    return leading(number), number


def leading(number: str) -> int:
    """The number itself, its letter and its building left out."""
    found = _DIGITS.search(number)
    return int(found[0]) if found else 0


def counted(count: int) -> str:
    """«21 дом», «2 дома», «14 домов»."""
    last, two = count % 10, count % 100
    if last == 1 and two != 11:
        return f"{count} дом"
    return f"{count} {'дома' if 2 <= last <= 4 and not 12 <= two <= 14 else 'домов'}"
