"""The life of an appeal: one table of moves. Buttons, the API and the guard all read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tenants.accounts.actor import Role


class Status(StrEnum):
    """Where an appeal stands."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    CREW_DISPATCHED = "crew_dispatched"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    ARCHIVED = "archived"
    NEEDS_INFORMATION = "needs_information"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    RETURNED = "returned"
    REOPENED = "reopened"


class Colour(StrEnum):
    """What everybody sees on the map: red = in work, green = done, grey = counted apart."""

    RED = "red"
    GREEN = "green"
    GREY = "grey"


S, R = Status, Role

GREEN = frozenset({S.RESOLVED, S.CONFIRMED, S.ARCHIVED})
GREY = frozenset({S.REJECTED, S.DUPLICATE})
RED = frozenset(Status) - GREEN - GREY
# Somebody still has something to do with it.
OPEN = RED
CLOSED = frozenset({S.ARCHIVED}) | GREY
# Groups that boards, lists and figures share: nobody has it, nobody has said yes, somebody works.
UNASSIGNED = frozenset({S.REGISTERED, S.RETURNED})
UNANSWERED = frozenset({S.ASSIGNED, S.REOPENED})
AT_WORK = frozenset({S.ACCEPTED, S.CREW_DISPATCHED})
UNACCEPTED = UNASSIGNED | UNANSWERED
# Left for a while; the appeal remembers where it stood.
SET_ASIDE = frozenset({S.NEEDS_INFORMATION, S.POSTPONED})
DESK = frozenset({R.DISPATCHER, R.CONTROLLER, R.ADMINISTRATOR})
PERFORMERS = frozenset({R.ORGANISATION, R.CREW})


@dataclass(frozen=True)
class Transition:
    """One verb in an appeal's life: from where, to where, by whom.

    `target` None leads back to where the appeal stood before it was set aside.
    """

    name: str
    sources: frozenset[Status]
    target: Status | None
    roles: frozenset[Role]


TRANSITIONS: dict[str, Transition] = {}


def _transition(name: str, *sources: Status, to: Status | None, by: Iterable[Role]) -> Transition:
    transition = Transition(name, frozenset(sources), to, frozenset(by))
    TRANSITIONS[name] = transition
    return transition


ASSIGN = _transition(
    "assign",
    *(S.REGISTERED, S.ASSIGNED, S.RETURNED, S.REOPENED, S.NEEDS_INFORMATION),
    to=S.ASSIGNED,
    by=DESK | {R.SYSTEM},
)
ACCEPT = _transition("accept", S.ASSIGNED, S.REOPENED, to=S.ACCEPTED, by={R.ORGANISATION})
DISPATCH_CREW = _transition(
    "dispatch_crew", S.ACCEPTED, S.CREW_DISPATCHED, to=S.CREW_DISPATCHED, by={R.ORGANISATION}
)
GIVE_BACK = _transition("give_back", S.CREW_DISPATCHED, to=S.ACCEPTED, by={R.CREW})
RESOLVE = _transition("resolve", S.ACCEPTED, S.CREW_DISPATCHED, to=S.RESOLVED, by=PERFORMERS)
# The service is back in the house, and everybody's appeal about it is answered at once.
RESOLVE_WITH_INCIDENT = _transition(
    "resolve_with_incident", *sorted(OPEN), to=S.RESOLVED, by={R.SYSTEM}
)
CONFIRM = _transition("confirm", S.RESOLVED, to=S.CONFIRMED, by=DESK | {R.APPLICANT})
REOPEN = _transition("reopen", S.RESOLVED, S.CONFIRMED, to=S.REOPENED, by=DESK | {R.APPLICANT})
ARCHIVE = _transition("archive", S.CONFIRMED, to=S.ARCHIVED, by=DESK | {R.SYSTEM})
ASK = _transition(
    "ask",
    *(S.REGISTERED, S.ASSIGNED, S.ACCEPTED, S.CREW_DISPATCHED, S.RETURNED, S.REOPENED),
    to=S.NEEDS_INFORMATION,
    by=DESK | {R.ORGANISATION},
)
ANSWER = _transition("answer", S.NEEDS_INFORMATION, to=None, by=DESK | {R.APPLICANT, R.SYSTEM})
POSTPONE = _transition(
    "postpone", S.ACCEPTED, S.CREW_DISPATCHED, S.POSTPONED, to=S.POSTPONED, by=DESK
)
RESUME = _transition("resume", S.POSTPONED, to=None, by=DESK | {R.ORGANISATION, R.SYSTEM})
RETURN_TO_DESK = _transition(
    "return_to_desk",
    *(S.ASSIGNED, S.ACCEPTED, S.CREW_DISPATCHED, S.REOPENED),
    to=S.RETURNED,
    by={R.ORGANISATION},
)
REJECT = _transition("reject", S.REGISTERED, S.RETURNED, S.REOPENED, to=S.REJECTED, by=DESK)
DUPLICATE = _transition("duplicate", S.REGISTERED, S.ASSIGNED, S.RETURNED, to=S.DUPLICATE, by=DESK)


def open_to(status: Status | str, role: Role) -> list[Transition]:
    """The moves to offer as buttons; the same table refuses all others."""
    return [t for t in TRANSITIONS.values() if status in t.sources and role in t.roles]


def allowed(transition: Transition, status: Status | str, role: Role) -> bool:
    """Whether this role may make this move from here."""
    return status in transition.sources and role in transition.roles


def colour(status: Status | str) -> Colour:
    """Red, green or grey."""
    if status in GREEN:
        return Colour.GREEN
    return Colour.GREY if status in GREY else Colour.RED
