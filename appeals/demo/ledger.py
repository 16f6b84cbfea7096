"""The book of one invented appeal: the row and the journal, kept in step as the actions keep them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from appeals import deadlines, workflow
from appeals.actions import clocks
from appeals.deadlines import Clocks
from appeals.demo.world import Performer, Person, World
from appeals.models import Appeal
from appeals.registry.history import PastAppeal, PastEvent
from appeals.spans import Span
from appeals.terms import CLOCKS, Term
from tenants.accounts.actor import Role

_WATCH = timedelta(seconds=60)


class Ended(Exception):
    """The story has come to the present: what would follow has not happened yet."""


class Ledger:
    """Every move is checked against the workflow; clocks run and run out."""

    def __init__(self, world: World, appeal: Appeal, *, until: datetime, luck: Random) -> None:
        self.world, self.appeal, self.until, self.luck = world, appeal, until, luck
        self.performer: Performer | None = None
        self.past = PastAppeal(appeal, [])

    @property
    def now(self) -> datetime:
        """The moment of the last event."""
        return self.past.events[-1].at

    def close_book(self) -> PastAppeal:
        """The row as it stands at the story's end: breaches noted, the next clock found."""
        self._note_breaches(self.until)
        self.appeal.version = len(self.past.events)
        clocks.wind(self.appeal)
        return self.past

    def _come_to(self, after: timedelta) -> datetime:
        """The moment of the next event; Ended when that is still to come."""
        at = self.now + max(after, timedelta(seconds=1))
        self._note_breaches(min(at, self.until))
        at = max(at, self.now + timedelta(microseconds=1))
        if at >= self.until:
            raise Ended
        return at

    def _move(
        self,
        transition: workflow.Transition,
        at: datetime,
        role: Role,
        by: Person | None,
        details: dict[str, Any],
    ) -> None:
        appeal, before = self.appeal, self.appeal.status
        if not workflow.allowed(transition, before, role):
            raise AssertionError(f"{transition.name} from {before} by {role}")
        target = transition.leads_to(before, appeal.status_before)
        if target not in workflow.SET_ASIDE:
            appeal.status_before = ""
        elif before not in workflow.SET_ASIDE:
            appeal.status_before = before
        appeal.status, appeal.status_at = target, at
        if target in workflow.CLOSED:
            appeal.closed_at = at
        self._record(transition.name, before, target, at, role, by, details)

    def _note(
        self, kind: str, at: datetime, role: Role, by: Person | None, details: dict[str, Any]
    ) -> None:
        status = self.appeal.status
        self._record(kind, status, status, at, role, by, details, is_public=kind == "breach")

    def _record(
        self,
        kind: str,
        was: str,
        became: str,
        at: datetime,
        role: Role,
        by: Person | None,
        details: dict[str, Any],
        *,
        is_public: bool = True,
    ) -> None:
        name = "Система" if role == Role.SYSTEM else by.name if by else ""
        actor = by.id or None if by else None
        self.past.events.append(
            PastEvent(
                kind, str(was), str(became), at, str(role), actor, name,
                self.appeal.organisation_id, details, is_public,
            )
        )  # fmt: skip

    def _wind(self, at: datetime) -> None:
        """Start the clocks as actions.clocks does: accepting from `at`, all else from the origin."""
        appeal, world = self.appeal, self.world
        performer, level = self.performer, appeal.control_level
        dues = world.dues(appeal.category, appeal.clocks_from, performer, level)
        if at != appeal.clocks_from:
            dues |= world.dues(appeal.category, at, performer, level, accepting_alone=True)
        for clock in CLOCKS:
            due = dues.get(clock)
            setattr(appeal, f"{clock}_by", due.at if due else None)
        appeal.terms = {clock: _shown(due.term, due.span) for clock, due in dues.items()}
        appeal.breached = []

    def _note_breaches(self, limit: datetime) -> None:
        """Clocks that ran out before `limit`, noted within the minute."""
        appeal = self.appeal
        moments = Clocks(appeal.accept_by, appeal.localise_by, appeal.resolve_by, appeal.answer_by)
        while True:
            found = deadlines.next_clock(moments, appeal.status, met=appeal.breached)
            if found is None or found[1] + _WATCH >= limit:
                return
            clock, moment = found
            at = max(moment, self.now) + timedelta(seconds=self.luck.uniform(1, 50))
            if at >= limit:
                return
            appeal.breached = [*appeal.breached, clock]
            self._note("breach", at, Role.SYSTEM, None, {"clock": clock})


@lru_cache(maxsize=256)
def _shown(term: Term, span: Span) -> dict[str, str]:
    return {"span": span.words, "source": term.source, "mark": term.mark}
