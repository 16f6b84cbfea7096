"""Deadlines: when an appeal must be accepted, localised, resolved and answered.

Pure: moments come in as arguments, in any time zone, and go out in UTC.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from appeals.spans import Calendar, Span
from appeals.terms import CLOCKS, Clock, Term, Terms, in_force

# A shortened term never gets shorter than this: a crew cannot arrive in no time.
FLOORS: Mapping[Clock, timedelta] = {
    "accept": timedelta(minutes=5),
    "localise": timedelta(minutes=15),
    "resolve": timedelta(hours=1),
    "answer": timedelta(hours=4),
}

# Which clocks still run in which status. Sending a crew stops the localising clock: it is the
# reaction that the journal can prove. A postponed appeal runs to the date it was postponed to
# (the action moves resolve_by there).
_NOT_ACCEPTED: tuple[Clock, ...] = ("accept", "localise", "resolve", "answer")
RUNNING: Mapping[str, tuple[Clock, ...]] = {
    "registered": _NOT_ACCEPTED,
    "assigned": _NOT_ACCEPTED,
    "returned": _NOT_ACCEPTED,
    "reopened": _NOT_ACCEPTED,
    "accepted": ("localise", "resolve", "answer"),
    "crew_dispatched": ("resolve", "answer"),
    "split": ("resolve", "answer"),
    "postponed": ("resolve", "answer"),
    "needs_information": ("answer",),
    "resolved": ("answer",),
}


@dataclass(frozen=True, slots=True)
class Clocks:
    """The moments by which things must have happened; None where no term asks for it."""

    accept_by: datetime | None = None
    localise_by: datetime | None = None
    resolve_by: datetime | None = None
    answer_by: datetime | None = None

    def of(self, clock: Clock) -> datetime | None:
        """The deadline of one clock."""
        moment: datetime | None = getattr(self, f"{clock}_by")
        return moment


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline with the term it comes from, and the length that the control level left of it."""

    clock: Clock
    at: datetime
    term: Term
    span: Span


@dataclass(frozen=True, slots=True)
class StatutoryClocks:
    """The terms of 59-ФЗ: registration, forwarding to the competent body, consideration."""

    register_by: datetime
    forward_by: datetime
    consider_by: datetime


def clocks_for(
    terms: Terms,
    at: datetime,
    *,
    calendar: Calendar,
    agreement: Terms | None = None,
    level: int = 0,
) -> Clocks:
    """The clocks of an appeal whose terms start running at `at`.

    `agreement` holds the organisation's own terms; it can only shorten. Each control level halves
    what remains, down to FLOORS.
    """
    due = {
        item.clock: item.at
        for item in due_dates(terms, at, calendar=calendar, agreement=agreement, level=level)
    }
    return Clocks(*(due.get(clock) for clock in CLOCKS))


def due_dates(
    terms: Terms,
    at: datetime,
    *,
    calendar: Calendar,
    agreement: Terms | None = None,
    level: int = 0,
) -> list[Due]:
    """Every deadline with the term it comes from, so that a card can cite its source."""
    result = []
    for clock in CLOCKS:
        offers = [
            _due(clock, term, at, calendar, level)
            for term in (terms.of(clock), agreement.of(clock) if agreement else None)
            if term is not None
        ]
        if offers:
            result.append(min(offers, key=lambda due: due.at))
    return result


def next_clock(
    clocks: Clocks, status: str, *, met: Collection[Clock] = ()
) -> tuple[Clock, datetime] | None:
    """The earliest deadline that still runs in this status, breached or not; None when none does.

    `met` names clocks already satisfied although the status would let them run.
    """
    running = [
        (moment, clock)
        for clock in RUNNING.get(status, ())
        if clock not in met and (moment := clocks.of(clock)) is not None
    ]
    if not running:
        return None
    moment, clock = min(running, key=lambda pair: pair[0])
    return clock, moment


def breached(
    clocks: Clocks, status: str, now: datetime, *, met: Collection[Clock] = ()
) -> list[Clock]:
    """The running clocks whose deadline has passed, in the order of an appeal's life."""
    return [
        clock
        for clock in RUNNING.get(status, ())
        if clock not in met and (moment := clocks.of(clock)) is not None and moment < now
    ]


def warning_at(start: datetime, deadline: datetime) -> datetime:
    """When to warn before a breach: at the start of the term's last fifth."""
    return deadline - (deadline - start) / 5


def statutory_clocks(
    received: datetime, *, calendar: Calendar, registered: datetime | None = None
) -> StatutoryClocks:
    """The clocks of a written appeal under 59-ФЗ, by the terms in force on the day it came.

    Forwarding and consideration run from registration; while that has not happened, from its
    deadline, so that a late registration never buys time.
    """
    terms = in_force(received.astimezone(UTC).date())
    register_by = terms["statutory_register"].span.from_(received, calendar)
    if registered is None or registered >= register_by:
        # The deadline is the midnight that ends the day: one microsecond back is still that day.
        start = register_by - timedelta(microseconds=1)
    else:
        start = registered
    return StatutoryClocks(
        register_by=register_by,
        forward_by=terms["statutory_forward"].span.from_(start, calendar),
        consider_by=terms["statutory_consider"].span.from_(start, calendar),
    )


def extended(consider_by: datetime, days: int) -> datetime:
    """A statutory term extended by `days`; ValueError past what 59-ФЗ art. 12 allows."""
    longest = in_force(consider_by.date())["statutory_extend"].span.amount
    if not 1 <= days <= longest:
        raise ValueError(f"an extension is 1 to {longest} days")
    return consider_by + timedelta(days=days)


def _due(clock: Clock, term: Term, at: datetime, calendar: Calendar, level: int) -> Due:
    """The end of a term under a control level, never sooner than the floor and never later than
    the unshortened term."""
    full = term.span.from_(at, calendar)
    if level <= 0:
        return Due(clock, full, term, term.span)
    floor = Span.of(FLOORS[clock])
    offers = [(span.from_(at, calendar), span) for span in (term.span.halved(level), floor)]
    moment, span = max(offers, key=lambda offer: offer[0])
    return Due(clock, moment, term, span) if moment < full else Due(clock, full, term, term.span)


__all__ = [
    "CLOCKS",
    "FLOORS",
    "RUNNING",
    "Clock",
    "Clocks",
    "Due",
    "StatutoryClocks",
    "breached",
    "clocks_for",
    "due_dates",
    "extended",
    "next_clock",
    "statutory_clocks",
    "warning_at",
]
