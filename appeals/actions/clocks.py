"""Starting and stopping an appeal's clocks: the pure rules applied to a row."""

import time
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from appeals import deadlines
from appeals.calendars import CityCalendar
from appeals.deadlines import Clocks
from appeals.models import Appeal, Category, CityDay, Organisation
from appeals.terms import CLOCKS, Clock, Terms, in_force, own
from tenants.isolation import scope

# A day that the administration declares is known to every process within this time (seconds).
_BELIEVED_SECONDS = 15.0
_own_days: dict[str, tuple[float, frozenset[tuple[date, str]]]] = {}


def calendar_of_city() -> CityCalendar:
    """The working calendar of the city that is entered, with its own days."""
    tenant = scope.require()
    until, days = _own_days.get(tenant.schema, (0.0, frozenset()))
    if time.monotonic() > until:
        days = frozenset(CityDay.objects.values_list("day", "kind"))
        _own_days[tenant.schema] = (time.monotonic() + _BELIEVED_SECONDS, days)
    return _calendar(tenant.time_zone, days)


def forget_own_days() -> None:
    """Read the days of the city that is entered anew: one of them was just changed."""
    _own_days.pop(scope.require().schema, None)


def forget_everything() -> None:
    """Believe no city's days any more."""
    _own_days.clear()


@lru_cache(512)
def _calendar(time_zone: str, own_days: frozenset[tuple[date, str]]) -> CityCalendar:
    return CityCalendar(ZoneInfo(time_zone), own=own_days)


def start(
    appeal: Appeal, category: Category, organisation: Organisation | None, *, at: datetime
) -> None:
    """Set every clock. Accepting runs from `at`; all else from registration or reopening.

    The organisation's agreement may shorten, the control level halves (appeals.deadlines).
    """
    calendar = calendar_of_city()
    terms = terms_of(category, at.astimezone(calendar.zone).date())
    agreement = agreement_of(organisation) if organisation else None
    kept: dict[str, Any] = {}
    for origin, wanted in ((at, {"accept"}), (appeal.clocks_from, set(CLOCKS) - {"accept"})):
        dues = deadlines.due_dates(
            terms, origin, calendar=calendar, agreement=agreement, level=appeal.control_level
        )
        for due in dues:
            if due.clock in wanted:
                setattr(appeal, f"{due.clock}_by", due.at)
                kept[due.clock] = {
                    "span": due.span.words,
                    "source": due.term.source,
                    "mark": due.term.mark,
                }
    appeal.terms = kept
    appeal.breached = []


def wind(appeal: Appeal) -> None:
    """Find the next clock for the status the appeal now has."""
    moments = Clocks(appeal.accept_by, appeal.localise_by, appeal.resolve_by, appeal.answer_by)
    upcoming = deadlines.next_clock(moments, appeal.status)
    appeal.next_clock, appeal.next_clock_at = upcoming or ("", None)
    unnoted = deadlines.next_clock(moments, appeal.status, met=appeal.breached)
    appeal.watch_at = unnoted[1] if unnoted else None


def put_off(appeal: Appeal, by: timedelta, *, at: datetime) -> None:
    """Move the clocks that still run for the executor: the time that was not theirs does not count.

    A clock that had run out stays so; the answer's clock is the law's and never moves.
    """
    for clock in ("accept", "localise", "resolve"):
        due = getattr(appeal, f"{clock}_by")
        if due is not None and due > at:
            setattr(appeal, f"{clock}_by", due + by)


def overdue(appeal: Appeal, now: datetime) -> list[Clock]:
    """Running clocks that have passed and are not in the journal yet."""
    moments = Clocks(appeal.accept_by, appeal.localise_by, appeal.resolve_by, appeal.answer_by)
    return deadlines.breached(moments, appeal.status, now, met=appeal.breached)


def terms_of(category: Category, on: date) -> Terms:
    """The category's terms in the editions of the day; a city's own term stands as it is written."""
    known = in_force(on)
    chosen = {}
    for clock, term in category.terms.items():
        if isinstance(term, str):
            chosen[clock] = known[term]
        elif date.fromisoformat(term["since"]) <= on:
            chosen[clock] = own(
                clock, term["span"], source=term["source"], since=date.fromisoformat(term["since"])
            )
    return Terms(**chosen)


def agreement_of(organisation: Organisation) -> Terms:
    """The organisation's own terms with the agreement as their source."""
    source = f"соглашение {organisation.agreement_number}".strip()
    return Terms(
        **{
            clock: own(clock, span, source=source, since=date.min)
            for clock, span in organisation.terms.items()
        }
    )
