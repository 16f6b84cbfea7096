"""What follows when a city does not pay, day by day. Pure.

Due → reminders → grace → the administration only reads → emergencies alone. Residents always read,
emergency appeals are always taken, sent out and told about (tenants.entitlement): no step here can
change that. Days are counted from the last day on which it had to be paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """How far it has gone."""

    CLEAR = "clear"
    GRACE = "grace"
    READ_ONLY = "read_only"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of a deployment, `settings.DUNNING`: all of them counted from the last day to pay."""

    before: tuple[int, ...] = (7, 1)
    after: tuple[int, ...] = (1, 7, 13)
    grace: int = 14
    read_only: int = 30

    def __post_init__(self) -> None:
        if self.grace < 0 or self.read_only < 0 or min((*self.before, *self.after), default=1) < 1:
            raise ValueError("Сроки напоминаний и отсрочки не могут быть отрицательными.")


@dataclass(frozen=True, slots=True)
class Step:
    """One letter: its name in code, the day from which it is true."""

    name: str
    on: date


def stage(due_on: date | None, today: date, terms: Terms) -> Stage:
    """Where a debt that had to be paid by `due_on` stands; None: there is no debt."""
    if due_on is None or today <= due_on:
        return Stage.CLEAR
    if today < read_only_from(due_on, terms):
        return Stage.GRACE
    return Stage.READ_ONLY if today < unpaid_from(due_on, terms) else Stage.UNPAID


def read_only_from(due_on: date, terms: Terms) -> date:
    """The first day on which the administration only reads."""
    return due_on + timedelta(days=terms.grace + 1)


def unpaid_from(due_on: date, terms: Terms) -> date:
    """The first day on which only emergencies are taken."""
    return read_only_from(due_on, terms) + timedelta(days=terms.read_only)


def steps(due_on: date, terms: Terms) -> list[Step]:
    """Every letter of a debt's life in the order of its days."""
    return sorted(_steps(due_on, terms), key=lambda step: step.on)


def last_step(due_on: date, today: date, terms: Terms) -> Step | None:
    """The letter that is true today; those before it that nobody sent are overtaken by it."""
    begun = [step for step in steps(due_on, terms) if step.on <= today]
    return begun[-1] if begun else None


def _steps(due_on: date, terms: Terms) -> Iterator[Step]:
    for days in terms.before:
        yield Step(f"before_{days}", due_on - timedelta(days=days))
    for days in terms.after:
        yield Step(f"after_{days}", due_on + timedelta(days=days))
    yield Step(Stage.READ_ONLY, read_only_from(due_on, terms))
    yield Step(Stage.UNPAID, unpaid_from(due_on, terms))
