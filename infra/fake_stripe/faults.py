"""What goes wrong on purpose: answers that are lost, refused or late, cards that are declined."""

import re
from dataclasses import dataclass, field

# The effect stands, its answer never arrives.
LOST_ANSWER = "lost_answer"
# The effect stands, its answer comes after so many seconds.
LATE_ANSWER = "late_answer"
# The effect stands, the answer is 500; a retry with the same key gets the same 500.
ERROR_AFTER = "error_after"
# Nothing has happened, and the answer says so.
ERROR_BEFORE = "error_before"
UNREACHABLE = "unreachable"
TOO_MANY = "too_many"
KINDS = (LOST_ANSWER, LATE_ANSWER, ERROR_AFTER, ERROR_BEFORE, UNREACHABLE, TOO_MANY)


@dataclass
class Fault:
    """What to do to the next so many requests that fit: `POST /v1/invoices/.*/pay`."""

    kind: str
    request: str = ".*"
    times: int = 1
    seconds: float = 2.0

    def fits(self, request: str) -> bool:
        """Whether this one is hit."""
        return self.times > 0 and re.fullmatch(self.request, request) is not None


@dataclass
class Faults:
    """All that is switched on."""

    requests: list[Fault] = field(default_factory=list)
    # How many of the next payments the bank declines, whatever the card.
    declined_payments: int = 0

    def add(self, kind: str, request: str = ".*", *, times: int = 1, seconds: float = 2.0) -> None:
        """Switch one on.

        Raises:
            ValueError: there is no such fault.
        """
        if kind not in KINDS:
            raise ValueError(f"{kind} is not one of {', '.join(KINDS)}")
        self.requests.append(Fault(kind, request, times, seconds))

    def take(self, request: str) -> Fault | None:
        """The fault that hits this request, counted down."""
        for fault in self.requests:
            if fault.fits(request):
                fault.times -= 1
                return fault
        return None

    def declines(self) -> bool:
        """Whether the bank declines this payment."""
        if self.declined_payments <= 0:
            return False
        self.declined_payments -= 1
        return True

    def clear(self) -> None:
        """Everything works again."""
        self.requests.clear()
        self.declined_payments = 0
