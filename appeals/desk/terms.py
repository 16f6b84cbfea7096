"""All clocks of one appeal, each with its state and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appeals import deadlines, labels
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
            )
        )
    return found


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
