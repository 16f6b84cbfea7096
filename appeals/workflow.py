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
    SPLIT = "split"
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
# A split appeal is worked on in its parts.
AT_WORK = frozenset({S.ACCEPTED, S.CREW_DISPATCHED, S.SPLIT})
UNACCEPTED = UNASSIGNED | UNANSWERED
# An organisation has it and it moves: what was set aside loads nobody.
WITH_PERFORMER = UNANSWERED | {S.ACCEPTED, S.CREW_DISPATCHED}
# Left for a while; the appeal remembers where it stood.
SET_ASIDE = frozenset({S.NEEDS_INFORMATION, S.POSTPONED})
DESK = frozenset({R.DISPATCHER, R.CONTROLLER, R.ADMINISTRATOR})
# Those of the desk who decide what others ask for: a later date, whose a bounced appeal is.
SENIORS = frozenset({R.CONTROLLER, R.ADMINISTRATOR})
PERFORMERS = frozenset({R.ORGANISATION, R.CREW})
# No row is hidden from them: the desk, and the system that works for it.
SEE_ALL = DESK | {R.SYSTEM}


@dataclass(frozen=True)
class Transition:
    """One verb in an appeal's life: from where, to where, by whom.

    `target` None leads back to where the appeal stood before it was set aside; a move that `stays`
    changes no status: it asks for one, or answers that.
    """

    name: str
    sources: frozenset[Status]
    target: Status | None
    roles: frozenset[Role]
    stays: bool = False

    def leads_to(self, status: Status | str, before: Status | str = "") -> Status:
        """Where the appeal stands afterwards; `before` is where it was set aside from."""
        if self.stays:
            return Status(status)
        return self.target or Status(before or Status.REGISTERED)


TRANSITIONS: dict[str, Transition] = {}


def _transition(
    name: str, *sources: Status, to: Status | None, by: Iterable[Role], stays: bool = False
) -> Transition:
    transition = Transition(name, frozenset(sources), to, frozenset(by), stays)
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
    "resolve_with_incident", *sorted(OPEN - {S.SPLIT}), to=S.RESOLVED, by={R.SYSTEM}
)
CONFIRM = _transition("confirm", S.RESOLVED, to=S.CONFIRMED, by=DESK | {R.APPLICANT})
REOPEN = _transition("reopen", S.RESOLVED, S.CONFIRMED, to=S.REOPENED, by=DESK | {R.APPLICANT})
ARCHIVE = _transition("archive", S.CONFIRMED, to=S.ARCHIVED, by=DESK | {R.SYSTEM})
# Nobody answered the calls or the link: closed, and counted apart from what was confirmed.
LAPSE = _transition("lapse", S.RESOLVED, to=S.ARCHIVED, by={R.SYSTEM})
ASK = _transition(
    "ask",
    *(S.REGISTERED, S.ASSIGNED, S.ACCEPTED, S.CREW_DISPATCHED, S.RETURNED, S.REOPENED),
    to=S.NEEDS_INFORMATION,
    by=DESK | {R.ORGANISATION},
)
ANSWER = _transition("answer", S.NEEDS_INFORMATION, to=None, by=DESK | {R.APPLICANT, R.SYSTEM})
_MAY_WAIT = (S.ACCEPTED, S.CREW_DISPATCHED, S.POSTPONED)
ASK_POSTPONE = _transition(
    "ask_postpone", *_MAY_WAIT, to=None, by={R.ORGANISATION, R.DISPATCHER}, stays=True
)
POSTPONE = _transition("postpone", *_MAY_WAIT, to=S.POSTPONED, by=SENIORS)
REFUSE_POSTPONE = _transition("refuse_postpone", *_MAY_WAIT, to=None, by=SENIORS, stays=True)
RESUME = _transition("resume", S.POSTPONED, to=None, by=DESK | {R.ORGANISATION, R.SYSTEM})
RETURN_TO_DESK = _transition(
    "return_to_desk",
    *(S.ASSIGNED, S.ACCEPTED, S.CREW_DISPATCHED, S.REOPENED),
    to=S.RETURNED,
    by={R.ORGANISATION},
)
# An organisation may no longer work it: the desk has it back, and nobody has given it back.
TAKE_BACK = _transition(
    "take_back",
    *(S.ASSIGNED, S.ACCEPTED, S.CREW_DISPATCHED, S.REOPENED, S.POSTPONED),
    to=S.RETURNED,
    by={R.SYSTEM},
)
REJECT = _transition("reject", S.REGISTERED, S.RETURNED, S.REOPENED, to=S.REJECTED, by=DESK)
DUPLICATE = _transition("duplicate", S.REGISTERED, S.ASSIGNED, S.RETURNED, to=S.DUPLICATE, by=DESK)
SEPARATE = _transition("separate", S.DUPLICATE, to=S.REGISTERED, by=DESK)
# Several executors: the parts do the work, the whole is done when all of them are.
SPLIT = _transition(
    "split", S.REGISTERED, S.ASSIGNED, S.RETURNED, S.REOPENED, to=S.SPLIT, by=DESK | {R.SYSTEM}
)
GATHER = _transition("gather", S.SPLIT, to=S.RESOLVED, by={R.SYSTEM})


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
