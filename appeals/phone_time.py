"""When a crew did something, by the clock of its phone: believed only within what can be.

Pure. A phone without a connection sends hours later, and its clock may be wrong altogether. So it
tells two moments of the same clock, *done* and *sent*: their difference is how long ago it was, and
counted back from our own clock that is a moment in true time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# Shorter than this nobody was without a connection, and no clock is that exact.
SLIP = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class PhoneTime:
    """The moment of a deed; `at` None: what the phone says cannot be."""

    at: datetime | None

    def details(self, received: datetime) -> dict[str, Any]:
        """What the journal keeps beside its own time, empty when nothing came late."""
        if self.at is None:
            return {"phone_clock": "doubtful"}
        return {"phone_at": self.at.isoformat()} if received - self.at >= SLIP else {}


def credible(
    done: datetime | None, sent: datetime | None, *, since: datetime, received: datetime
) -> PhoneTime:
    """The phone's time in ours: never in the future, never before the crew had the task."""
    if done is None or sent is None:
        return PhoneTime(received)
    age = sent - done
    moment = received - age
    if age < -SLIP or moment < since - SLIP:
        return PhoneTime(None)
    return PhoneTime(min(max(moment, since), received))


def details(phone: PhoneTime | None, received: datetime) -> dict[str, Any]:
    """The same for a deed that may have come without a phone."""
    return phone.details(received) if phone else {}
