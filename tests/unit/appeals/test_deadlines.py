from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import deadlines
from appeals.calendars import CityCalendar
from appeals.deadlines import Clocks, clocks_for, due_dates, next_clock
from appeals.terms import CLOCKS, Terms, in_force, own, published

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = CityCalendar(zone=MOSCOW)
FRIDAY_NOON = datetime(2026, 11, 20, 12, tzinfo=MOSCOW).astimezone(UTC)


def hours(count):
    return timedelta(hours=count)


def terms(**spans):
    return Terms(
        **{
            clock: own(clock, span, source="тест", since=date(2024, 1, 1))
            for clock, span in spans.items()
        }
    )


PLUMBING = terms(accept="15m", localise="30m", resolve="4h", answer="5wd")


def test_each_clock_follows_its_own_term():
    clocks = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR)

    assert clocks.accept_by == FRIDAY_NOON + timedelta(minutes=15)
    assert clocks.localise_by == FRIDAY_NOON + timedelta(minutes=30)
    assert clocks.resolve_by == FRIDAY_NOON + hours(4)
    assert clocks.answer_by == datetime(2026, 11, 27, 18, tzinfo=MOSCOW)


def test_a_clock_without_a_term_does_not_run():
    assert clocks_for(terms(accept="2h"), FRIDAY_NOON, calendar=CALENDAR).resolve_by is None


def test_an_agreement_shortens_a_term():
    clocks = clocks_for(
        terms(accept="1d"), FRIDAY_NOON, calendar=CALENDAR, agreement=terms(accept="2h")
    )

    assert clocks.accept_by == FRIDAY_NOON + hours(2)


def test_an_agreement_never_lengthens_a_term():
    clocks = clocks_for(
        terms(accept="1h"), FRIDAY_NOON, calendar=CALENDAR, agreement=terms(accept="2h")
    )

    assert clocks.accept_by == FRIDAY_NOON + hours(1)


def test_an_agreement_may_start_a_clock_that_the_category_does_not_have():
    clocks = clocks_for(Terms(), FRIDAY_NOON, calendar=CALENDAR, agreement=terms(accept="2h"))

    assert clocks.accept_by == FRIDAY_NOON + hours(2)


def test_a_deadline_cites_the_term_that_won():
    due = due_dates(
        terms(accept="1d"),
        FRIDAY_NOON,
        calendar=CALENDAR,
        agreement=Terms(
            accept=own("accept", "2h", source="соглашение № 7", since=date(2026, 1, 1))
        ),
    )

    assert [item.term.source for item in due] == ["соглашение № 7"]


def test_every_control_level_halves_the_terms():
    first = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR, level=1)
    second = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR, level=2)

    assert first.resolve_by == FRIDAY_NOON + hours(2)
    assert second.resolve_by == FRIDAY_NOON + hours(1)


def test_a_shortened_deadline_tells_the_length_that_is_left_of_its_term():
    def words(level):
        dues = due_dates(PLUMBING, FRIDAY_NOON, calendar=CALENDAR, level=level)
        return [due.span.words for due in dues]

    assert words(0) == ["15 минут", "30 минут", "4 часа", "5 рабочих дней"]
    assert words(1) == ["7 минут", "15 минут", "2 часа", "3 рабочих дня"]
    assert words(5) == ["5 минут", "15 минут", "1 час", "1 рабочий день"]


def test_no_control_level_shortens_a_term_below_its_floor():
    clocks = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR, level=20)

    assert clocks.accept_by == FRIDAY_NOON + deadlines.FLOORS["accept"]
    assert clocks.localise_by == FRIDAY_NOON + deadlines.FLOORS["localise"]
    assert clocks.resolve_by == FRIDAY_NOON + deadlines.FLOORS["resolve"]


def test_a_floor_never_lengthens_a_term():
    clocks = clocks_for(terms(resolve="10m"), FRIDAY_NOON, calendar=CALENDAR, level=3)

    assert clocks.resolve_by == FRIDAY_NOON + timedelta(minutes=10)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)),
    st.integers(0, 10),
    st.sampled_from([term for term in published() if term.clock in CLOCKS]),
)
def test_a_higher_level_is_never_later_and_nothing_is_due_before_it_began(at, level, term):
    at = at.replace(tzinfo=UTC)
    mine = Terms(**{term.clock: term})
    now = clocks_for(mine, at, calendar=CALENDAR, level=level).of(term.clock)
    higher = clocks_for(mine, at, calendar=CALENDAR, level=level + 1).of(term.clock)

    assert at < higher <= now


@pytest.mark.parametrize(
    ("status", "clock"),
    [
        ("registered", "accept"),
        ("assigned", "accept"),
        ("reopened", "accept"),
        ("returned", "accept"),
        ("accepted", "localise"),
        ("crew_dispatched", "resolve"),
        ("postponed", "resolve"),
        ("needs_information", "answer"),
        ("resolved", "answer"),
    ],
)
def test_the_next_clock_follows_the_status(status, clock):
    clocks = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR)

    assert next_clock(clocks, status) == (clock, clocks.of(clock))


@pytest.mark.parametrize("status", ["confirmed", "archived", "rejected", "duplicate"])
def test_no_clock_runs_once_an_appeal_is_over(status):
    assert next_clock(clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR), status) is None


def test_a_clock_that_was_met_runs_no_more():
    clocks = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR)

    assert next_clock(clocks, "accepted", met={"localise"}) == ("resolve", clocks.resolve_by)


def test_breached_clocks_are_those_that_run_and_have_passed():
    clocks = clocks_for(PLUMBING, FRIDAY_NOON, calendar=CALENDAR)

    assert deadlines.breached(clocks, "assigned", FRIDAY_NOON + hours(1)) == ["accept", "localise"]
    assert deadlines.breached(clocks, "crew_dispatched", FRIDAY_NOON + hours(1)) == []
    assert deadlines.breached(Clocks(), "assigned", FRIDAY_NOON) == []


def test_a_warning_comes_in_the_last_fifth_of_a_term():
    assert deadlines.warning_at(FRIDAY_NOON, FRIDAY_NOON + hours(10)) == FRIDAY_NOON + hours(8)


def test_a_statutory_appeal_is_registered_in_three_days_and_answered_in_thirty():
    clocks = deadlines.statutory_clocks(FRIDAY_NOON, calendar=CALENDAR, registered=FRIDAY_NOON)

    assert clocks.register_by == datetime(2026, 11, 24, tzinfo=MOSCOW)
    assert clocks.forward_by == datetime(2026, 11, 28, tzinfo=MOSCOW)
    assert clocks.consider_by == datetime(2026, 12, 21, tzinfo=MOSCOW)


def test_a_late_registration_buys_no_time():
    waiting = deadlines.statutory_clocks(FRIDAY_NOON, calendar=CALENDAR)
    late = deadlines.statutory_clocks(
        FRIDAY_NOON, calendar=CALENDAR, registered=FRIDAY_NOON + timedelta(days=20)
    )

    assert late == waiting
    assert waiting.consider_by == datetime(2026, 12, 24, tzinfo=MOSCOW)


def test_a_statutory_term_is_extended_by_thirty_days_at_most():
    assert deadlines.extended(FRIDAY_NOON, 30) == FRIDAY_NOON + timedelta(days=30)
    for days in (0, 31):
        with pytest.raises(ValueError, match="extension"):
            deadlines.extended(FRIDAY_NOON, days)


def test_a_term_holds_from_its_day_and_a_later_edition_replaces_it():
    old = own("accept", "3h", source="а", since=date(2024, 1, 1))
    new = own("accept", "1h", source="б", since=date(2026, 1, 1))

    assert in_force(date(2025, 6, 1), [new, old])["own_accept"] is old
    assert in_force(date(2026, 6, 1), [new, old])["own_accept"] is new
    assert in_force(date(2023, 6, 1), [new, old]) == {}


def test_every_published_term_has_a_source_and_a_known_mark():
    for term in published():
        assert term.source
        assert term.mark in {"checked", "check", "practice"}
    assert len({(term.key, term.since) for term in published()}) == len(published())
