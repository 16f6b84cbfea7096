"""The lines of one service of one house, and whether a further one fits between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appeals.models.serving import days


@dataclass(slots=True)
class Line:
    """Who gives the service on which days; `stored` is its key in the matrix, None: not there yet."""

    organisation: int
    since: date | None
    until: date | None
    stored: int | None = None
    # The file's line that said so; 0: it stood before.
    told_in: int = 0

    def overlaps(self, other: Line) -> bool:
        """Whether the two hold on one and the same day."""
        return _begins(self) < _ends(other) and _begins(other) < _ends(self)

    @property
    def days(self) -> str:
        """«с 01.09.2020 по 31.08.2025», «с 01.09.2020», «без дат»."""
        return days(self.since, self.until)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of the matrix that begins, moves or ends: for who looks before it is taken."""

    what: str
    address: str
    service: str
    organisation: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """What became of a line: `created`, `updated`, `unchanged`, `repeated`, or `refused`.

    `other` is the line it stands in the way of, or repeats; `ended` the one that gave way.
    """

    what: str
    line: Line | None = None
    other: Line | None = None
    ended: Line | None = None


def fit(lines: list[Line], wanted: Line, *, ends_older: bool) -> Fitted:
    """Put a line among the others, or say what it stands in the way of.

    A line of the same organisation that begins on the same day, or the only one it overlaps, is
    changed. `ends_older`: a line of another organisation that began earlier and stood before the
    file ends where this one begins.
    """
    same = [
        line for line in lines
        if line.organisation == wanted.organisation
        and (line.since == wanted.since or line.overlaps(wanted))
    ]  # fmt: skip
    told = next((line for line in same if line.told_in), None)
    if told is not None:
        if (told.since, told.until) == (wanted.since, wanted.until):
            return Fitted("repeated", other=told)
        return Fitted("refused", other=told)
    mine = min(same, key=lambda line: line.since != wanted.since, default=None)
    blocking = [line for line in lines if line is not mine and line.overlaps(wanted)]
    staying = [line for line in blocking if not (ends_older and _gives_way(line, wanted))]
    if staying:
        return Fitted("refused", other=staying[0])
    # Lines that stand do not overlap: of those that began earlier one at most reaches this one.
    ended = blocking[0] if blocking else None
    if ended is not None:
        ended.until = wanted.since
    if mine is None:
        lines.append(wanted)
        return Fitted("created", wanted, ended=ended)
    is_same = (mine.since, mine.until) == (wanted.since, wanted.until)
    mine.since, mine.until, mine.told_in = wanted.since, wanted.until, wanted.told_in
    return Fitted("unchanged" if is_same else "updated", mine, ended=ended)


def _gives_way(line: Line, wanted: Line) -> bool:
    """Whether a line may end where the new one begins: what outlives it would have to begin anew."""
    return (
        not line.told_in
        and wanted.since is not None
        and _begins(line) < wanted.since
        and _ends(line) <= _ends(wanted)
    )


def _begins(line: Line) -> date:
    return line.since or date.min


def _ends(line: Line) -> date:
    return line.until or date.max
