"""Drawing one practice appeal: its theme, house, words and the resident's part. Pure: told by the seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from onboarding.organisations.trial import bank
from onboarding.organisations.trial.bank import Theme

# Of so many, one finds the work undone: everybody meets a reopening among the first five.
REFUTES_EVERY = 5
_REFUTED = 2


@dataclass(frozen=True, slots=True)
class Plot:
    """The resident's part: what they answer, whether they confirm at once, how long they take."""

    answer: str
    complaint: str
    refutes: bool
    answers_in: int
    decides_in: int

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything an invented resident tells, and what they will do next."""

    theme: str
    house_id: int | None
    text: str
    name: str
    flat: str
    plot: Plot


@dataclass(frozen=True, slots=True)
class Ground:
    """What may be drawn from: the organisation's themes, each with the houses it answers for."""

    themes: Sequence[Theme]
    houses: Mapping[str, Sequence[int]]


def draw(seed: int, number: int, ground: Ground, *, hour: int, is_night: bool = False) -> Drawn:
    """The practice appeal with this number of this organisation: the same seed draws the same.

    Themes come in turn, so that nobody practises one thing alone; `hour` is the city's.
    """
    # Not a secret: the same practice for the same number, on whatever machine.
    chance = Random(f"{seed}:{number}")  # noqa: S311
    fitting = [theme for theme in ground.themes if theme.night or not is_night] or ground.themes
    turns = Random(f"{seed}:{number // len(fitting)}").sample(range(len(fitting)), len(fitting))  # noqa: S311
    theme = fitting[turns[number % len(fitting)]]
    houses = ground.houses.get(theme.code, ())
    words = {
        "hour": str((hour - chance.randint(1, 4)) % 24),
        "days": str(chance.randint(2, 4)),
        "porch": str(chance.randint(1, 6)),
        "floor": str(chance.randint(2, 9)),
        "flat": str(chance.randint(1, 160)),
    }
    plot = Plot(
        answer=chance.choice(theme.answers).format_map(words),
        complaint=chance.choice(theme.complaints).format_map(words),
        refutes=number % REFUTES_EVERY == _REFUTED,
        answers_in=chance.randint(2, 8),
        decides_in=chance.randint(2, 10),
    )
    return Drawn(
        theme=theme.code,
        house_id=chance.choice(houses) if houses else None,
        text=chance.choice(theme.texts).format_map(words),
        name=chance.choice(bank.names()),
        flat=words["flat"],
        plot=plot,
    )
