"""The telephone on this operator's table: what rings there now, and whom nobody answered.

Asked by every page of the desk once a second (`static/desk/strip.js`), and not pushed over the live
stream: that one is the public's, a notice of every call of the hall in it would tell strangers how
busy the hall is, and a channel of its own would need another connection for each operator. The
question costs three short reads, carries no personal data in its address and works behind any proxy;
a page whose operator has no telephone asks once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from appeals.actions.clocks import calendar_of_city
from appeals.desk import known
from appeals.desk.known import Person
from appeals.models import Appeal, Call, Seat
from appeals.terms import Term, in_force
from tenants.accounts.actor import Actor

_MISSED = 10
_TERM = "emergency_call_back"


@dataclass(slots=True)
class Strip:
    """What the strip over the page shows; `token` changes with it."""

    call: Call | None
    missed: int
    first: Call | None
    call_back_by: datetime | None
    person: Person | None = None
    past: list[Appeal] | None = None

    @property
    def token(self) -> str:
        """The same strip has the same token."""
        call = f"{self.call.pk}-{self.call.state}" if self.call else ""
        return f"{call}.{self.missed}.{self.first.pk if self.first else ''}"

    @property
    def is_anything(self) -> bool:
        """Whether there is something to show."""
        return self.call is not None or self.missed > 0


def seat_of(actor: Actor) -> Seat | None:
    """The telephone this operator has taken."""
    if actor.user_id is None:
        return None
    return Seat.objects.filter(operator_id=actor.user_id).first()


def strip(seat: Seat, now: datetime) -> Strip:
    """The call at this telephone and the calls of the city that nobody has returned."""
    call = Call.objects.at(seat.extension, now).first()
    missed = list(Call.objects.missed(now)[:_MISSED])
    first = missed[0] if missed else None
    return Strip(
        call=call,
        missed=len(missed),
        first=first,
        call_back_by=call_back_by(first) if first else None,
    )


def introduce(found: Strip, actor: Actor) -> Strip:
    """Who is ringing, as far as the city knows."""
    if found.call is not None and found.call.caller:
        found.past, found.person = known.of_number(found.call.caller, actor)
    return found


def current(actor: Actor, now: datetime) -> Call | None:
    """The call this operator has on the line, if any: a card opened meanwhile is about it."""
    seat = seat_of(actor)
    return Call.objects.at(seat.extension, now).first() if seat else None


def call_back_by(call: Call) -> datetime:
    """Until when a missed call must be returned, by the term of the day."""
    ended = call.ended_at or call.rang_at
    return call_back_term(ended).span.from_(ended, calendar_of_city())


def call_back_term(at: datetime) -> Term:
    """The term of returning a missed call (ПП 416 п. 13) in the edition of the day."""
    return in_force(localdate(at))[_TERM]
