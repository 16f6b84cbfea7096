"""The row of large figures: each with its change, its denominator and the way to its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from appeals.desk.figures import change
from appeals.desk.figures.change import Change
from appeals.desk.figures.drill import Door
from appeals.desk.figures.words import NO_BREAK
from appeals.insight.metrics import Metric, known
from appeals.insight.readings import OVERDUE_BOUND, Reading
from appeals.insight.shares import percent


@dataclass(frozen=True, slots=True)
class Note:
    """A line under a figure; with an address it opens its own rows."""

    words: str
    number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A large figure."""

    key: str
    value: str
    unit: str
    address: str
    change: Change | None
    notes: list[Note] = field(default_factory=list)
    tone: str = ""
    # Since when the oldest of them waits.
    oldest: datetime | None = None

    @property
    def metric(self) -> Metric:
        """Its name and what it means."""
        return known()[self.key]


def made(reading: Reading, door: Door) -> list[Tile]:
    """The eight figures of a period."""
    now, then = reading.now.whole, reading.then.whole
    resolved, resolved_then = now["resolved"], then["resolved"]
    answered, answered_then = (one["satisfied"] + one["reopened"] for one in (now, then))
    late = reading.overdue.total

    def counts(measure: str, more_is: str = "") -> Change | None:
        # Today is not over: fewer is not worse yet.
        if reading.period.is_running or not reading.is_comparable:
            return None
        return change.of_counts(now[measure], then[measure], more_is=more_is)

    def shares(part: str, whole: tuple[int, int], more_is: str) -> Change | None:
        if not reading.is_comparable:
            return None
        return change.of_shares((now[part], whole[0]), (then[part], whole[1]), more_is=more_is)

    def before(measure: str) -> Note:
        if not reading.is_comparable:
            return Note(_("раньше: нет данных за все дни"))
        return Note(_("раньше"), _grouped(then[measure]))

    return [
        Tile(
            "filed",
            _grouped(now["filed"]),
            "",
            door.to("filed"),
            counts("filed"),
            [before("filed")],
        ),
        Tile(
            "open",
            _grouped(reading.open_now),
            "",
            door.to("open"),
            None,
            [Note(_("на начало периода"), _grouped(reading.open_at_start))],
        ),
        Tile(
            "resolved",
            _grouped(resolved),
            "",
            door.to("resolved"),
            counts("resolved", "better"),
            [before("resolved"), Note(_("закрыто"), _grouped(now["done"]), door.to("done"))],
        ),
        Tile(
            "overdue",
            _grouped(late) + ("+" if late >= OVERDUE_BOUND else ""),
            "",
            door.to("overdue"),
            None,
            [Note(_("сроки за период нарушены"), _grouped(now["breached"]), door.to("breached"))],
            "breach" if late else "",
            reading.overdue.oldest,
        ),
        Tile(
            "in_time",
            percent(now["in_time"], resolved),
            "%",
            door.to("in_time"),
            shares("in_time", (resolved, resolved_then), "better"),
            [
                _of(now["in_time"], resolved),
                Note(_("не в срок"), _grouped(now["late"]), door.to("late")),
            ],
        ),
        Tile(
            "reopened",
            percent(now["reopened"], resolved),
            "%",
            door.to("reopened"),
            shares("reopened", (resolved, resolved_then), "worse"),
            [_of(now["reopened"], resolved)],
        ),
        Tile(
            "satisfied",
            percent(now["satisfied"], answered),
            "%",
            door.to("satisfied"),
            shares("satisfied", (answered, answered_then), "better"),
            [
                Note(_of(now["satisfied"], answered).words + " " + _("ответивших")),
                Note(_("не дозвонились"), _grouped(now["unanswered"]), door.to("unanswered")),
            ],
        ),
        Tile(
            "returned",
            _grouped(now["returned"]),
            "",
            door.to("returned"),
            counts("returned", "worse"),
            [
                before("returned"),
                Note(_("отклонено"), _grouped(now["rejected"]), door.to("rejected")),
                Note(_("повторы"), _grouped(now["duplicated"]), door.to("duplicated")),
            ],
        ),
    ]


def _of(part: int, whole: int) -> Note:
    return Note(f"{_grouped(part)} {_('из')} {_grouped(whole)}")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", NO_BREAK).replace("-", "−")
