"""All clocks of one appeal, each with its state and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals import deadlines, labels, regimes
from appeals.models import Appeal, Event
from appeals.terms import CLOCKS, Clock


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock: until when, whether it runs, when it was met, whose term it is."""

    name: str
    due_at: datetime
    runs: bool
    met_at: datetime | None
    source: str
    span: str
    unsure: bool
    since: datetime
    # A term of 59-ФЗ: strict control shortens the work, never the law.
    is_law: bool = False

    @property
    def late_by(self) -> Any:
        """By how much it was met too late; None when in time or not met."""
        return self.met_at - self.due_at if self.met_at and self.met_at > self.due_at else None


def lines(appeal: Appeal, events: Sequence[Event]) -> list[ClockLine]:
    """The clocks that were set, in the order of an appeal's life."""
    running = deadlines.RUNNING.get(appeal.status, ())
    found = []
    for clock in CLOCKS:
        due_at = appeal.clocks[clock]
        if due_at is None:
            continue
        term: dict[str, str] = appeal.terms.get(clock) or {}
        found.append(
            ClockLine(
                name=str(labels.CLOCKS[clock]).capitalize(),
                due_at=due_at,
                runs=clock in running,
                met_at=None if clock in running else _met_at(clock, appeal, events),
                source=term.get("source", ""),
                span=term.get("span", ""),
                unsure=term.get("mark") == "check",
                since=appeal.clocks_from,
            )
        )
    return found


def law_lines(appeal: Appeal) -> list[ClockLine]:
    """The clocks of 59-ФЗ, of a statutory appeal alone: registration, consideration, forwarding."""
    if appeal.regime != regimes.STATUTORY:
        return []
    case = appeal.statutory
    ended = {ending: case.ended_at for ending in (case.ending,) if ending}
    registered, is_over = case.is_registered, case.ended_at is not None
    met: dict[str, tuple[datetime, bool, datetime | None]] = {
        case.REGISTER: (case.register_by, not registered, case.registered_at),
        case.CONSIDER: (case.consider_by, registered and not is_over, ended.get(case.ANSWERED)),
        case.FORWARD: (case.forward_by, False, ended.get(case.FORWARDED)),
    }
    return [
        ClockLine(
            name=str(labels.CLOCKS[clock]).capitalize(),
            due_at=due_at,
            runs=runs,
            met_at=met_at,
            source=case.terms[clock]["source"],
            span=case.terms[clock]["span"],
            unsure=case.terms[clock]["mark"] == "check",
            since=case.since,
            is_law=True,
        )
        for clock, (due_at, runs, met_at) in met.items()
        # A case is forwarded or it is not: its seven days are shown while they may still matter.
        if clock != case.FORWARD or met_at or not is_over
    ]


def _met_at(clock: Clock, appeal: Appeal, events: Sequence[Event]) -> datetime | None:
    """When what the clock waits for happened, since the clocks were last started."""
    if clock == "accept":
        return appeal.accepted_at
    if clock == "resolve":
        return appeal.resolved_at
    if clock == "answer":
        return appeal.closed_at
    sent = [e.at for e in events if e.kind == "dispatch_crew" and e.at >= appeal.clocks_from]
    return min(sent, default=appeal.resolved_at)
