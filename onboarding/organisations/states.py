"""In which state an agreement is on a day. Pure: told by what was sent, signed and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EXPIRES_SOON = timedelta(days=30)


class State(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED_BY_ONE = "signed_by_one"
    AGREED = "agreed"  # both have signed, its first day is still to come
    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"


WORDS = {
    State.DRAFT: "черновик",
    State.SENT: "на подписи",
    State.SIGNED_BY_ONE: "подписано одной стороной",
    State.AGREED: "подписано, ещё не действует",
    State.IN_FORCE: "действует",
    State.EXPIRING: "скоро закончится",
    State.EXPIRED: "срок истёк",
    State.TERMINATED: "прекращено",
    State.WITHDRAWN: "отозвано",
}
# The organisation may be given work.
HOLDS = frozenset({State.IN_FORCE, State.EXPIRING})
# Both have signed and nobody has to sign any more.
SIGNED = HOLDS | {State.AGREED}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state depends on; `ends` is the first day on which it does not hold."""

    is_sent: bool
    signatures: int
    since: date
    until: date | None = None
    ends: date | None = None
    is_withdrawn: bool = False


def state(facts: Facts, day: date) -> State:
    """The state on that day."""
    if facts.is_withdrawn:
        return State.WITHDRAWN
    if not facts.is_sent:
        return State.DRAFT
    if facts.signatures < 2:
        return State.SIGNED_BY_ONE if facts.signatures else State.SENT
    if facts.ends is not None and facts.ends <= day:
        return State.TERMINATED
    if facts.until is not None and facts.until <= day:
        return State.EXPIRED
    if day < facts.since:
        return State.AGREED
    last = ends_on(facts)
    return State.EXPIRING if last is not None and last - day <= EXPIRES_SOON else State.IN_FORCE


def ends_on(facts: Facts) -> date | None:
    """The first day on which a signed agreement does not hold: its end or its termination."""
    return min((day for day in (facts.until, facts.ends) if day is not None), default=None)
