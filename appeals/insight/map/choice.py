"""Which appeals of the map somebody wants to see: filters as conditions on cells and on appeals."""

from dataclasses import dataclass
from datetime import date

from appeals.models.cells import DAY, YEAR
from appeals.workflow import Colour

# Whatever has neither colour is not on the map.
COLOURS = (Colour.RED, Colour.GREEN)


@dataclass(frozen=True, slots=True)
class Choice:
    """Themes (none: all), registered since a day (None: ever), colours, under strict control.

    `since` is the first day of a year or at most `grid.RECENT_DAYS` ago: cells know nothing between.
    """

    categories: tuple[int, ...] = ()
    since: date | None = None
    colours: tuple[Colour, ...] = COLOURS
    strict: bool = False

    @property
    def grain(self) -> str:
        """Which cells answer it."""
        whole = self.since is None or (self.since.month, self.since.day) == (1, 1)
        return YEAR if whole else DAY

    def shown(self, red: int, green: int, strict: int) -> tuple[int, int, int]:
        """What of a square's counts is wanted."""
        if self.strict:
            red, green = strict, 0
        if Colour.RED not in self.colours:
            red = strict = 0
        if Colour.GREEN not in self.colours:
            green = 0
        return red, green, strict
