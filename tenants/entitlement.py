"""What a city may do now: the one place that decides, for pages, actions and tasks alike (pure).

Two hands write: whoever counts the money (`Payment`) and the operators (`Hold`). Neither undoes the
other's word; what holds is the stricter of the two.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Payment(StrEnum):
    """How far a debt has gone; written by billing alone."""

    FULL = "full"
    READ_ONLY = "read_only"
    UNPAID = "unpaid"


class Hold(StrEnum):
    """What the operators decided; written by the console alone."""

    NONE = ""
    SUSPENDED = "suspended"
    CLOSING = "closing"
    DELETED = "deleted"


class State(StrEnum):
    """What holds of the two.

    full: everything. read_only: the administration's desk only reads, beside emergencies; residents
    file, organisations and crews work on. unpaid: residents read the history; emergencies are
    taken, dispatched and told about as ever. suspended: nothing is written, no task runs, the
    public history is read. closing: the same, and the administrator signs in for the export.
    deleted: the city is gone.
    """

    FULL = "full"
    READ_ONLY = "read_only"
    UNPAID = "unpaid"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    DELETED = "deleted"


class Closed(Exception):
    """The city's standing does not allow this; the message says what is still taken."""


_FROZEN = frozenset({State.SUSPENDED, State.CLOSING, State.DELETED})
# Where nobody even signs in.
_SHUT = frozenset({State.SUSPENDED, State.DELETED})


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A city's standing, unchangeable, carried by its Tenant."""

    state: State = State.FULL
    reason: str = ""
    trial_until: date | None = None
    # Soft limits: passing them warns the city and blocks nothing. None: no limit.
    organisations_limit: int | None = None
    appeals_limit: int | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether nothing at all is written (but for signing in, where the city closes)."""
        return self.state in _FROZEN

    @property
    def is_sealed(self) -> bool:
        """Whether the database itself refuses every write of the city's role; somebody who signs in
        at a closing city is the one exception (tenants.isolation.scope.signing_in).
        """
        return self.is_frozen

    @property
    def is_restricted(self) -> bool:
        """Whether anything at all is closed to anybody."""
        return self.state is not State.FULL


FULL = Entitlement()


def standing(payment: Payment, hold: Hold) -> State:
    """What holds: the operators' word before the debt's."""
    return State(hold.value) if hold else State(payment.value)


def may_write(state: State, *, staff: bool, emergency: bool) -> bool:
    """Whether something may be written: `staff` is the administration's desk, `emergency` an
    appeal (or an incident) of an emergency category.
    """
    if state in _FROZEN:
        return False
    if state is State.UNPAID:
        return emergency
    if state is State.READ_ONLY:
        return emergency or not staff
    return True


def runs_tasks(state: State) -> bool:
    """Whether the city's own tasks run: clocks, letters, counters, whatever the outbox holds."""
    return state not in _FROZEN


def signs_in(state: State) -> bool:
    """Whether people may sign in: not where nothing at all is written."""
    return state not in _SHUT


def is_over(used: int, limit: int | None) -> bool:
    """Whether a soft limit is passed: a reason to warn, never to refuse."""
    return limit is not None and used > limit
