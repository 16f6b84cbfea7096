"""Who may write what in which standing: the whole table."""

import pytest

from tenants.entitlement import (
    Entitlement,
    Hold,
    Payment,
    State,
    is_over,
    may_write,
    runs_tasks,
    signs_in,
    standing,
)

# state: (staff, staff on an emergency, others, others on an emergency)
TABLE = {
    State.FULL: (True, True, True, True),
    State.READ_ONLY: (False, True, True, True),
    State.UNPAID: (False, True, False, True),
    State.SUSPENDED: (False, False, False, False),
    State.CLOSING: (False, False, False, False),
    State.DELETED: (False, False, False, False),
}


@pytest.mark.parametrize("state", State)
def test_every_state_lets_write_what_its_line_says(state):
    told = tuple(
        may_write(state, staff=staff, emergency=emergency)
        for staff in (True, False)
        for emergency in (False, True)
    )

    assert told == TABLE[state]


def test_tasks_run_as_long_as_anything_is_written():
    assert {state for state in State if runs_tasks(state)} == {
        state for state, told in TABLE.items() if any(told)
    }


def test_nobody_signs_in_where_nothing_is_written_but_for_the_export():
    assert [state for state in State if not signs_in(state)] == [State.SUSPENDED, State.DELETED]


def test_the_operators_word_stands_before_the_debts():
    assert standing(Payment.UNPAID, Hold.SUSPENDED) is State.SUSPENDED
    assert standing(Payment.UNPAID, Hold.NONE) is State.UNPAID
    assert standing(Payment.FULL, Hold.NONE) is State.FULL


def test_a_payment_does_not_lift_the_operators_hold():
    assert standing(Payment.FULL, Hold.SUSPENDED) is State.SUSPENDED


def test_a_limit_that_is_passed_warns_and_forbids_nothing():
    assert [is_over(used, limit) for used, limit in ((41, 40), (40, 40), (10**6, None))] == [
        True,
        False,
        False,
    ]
    assert may_write(Entitlement(organisations_limit=0).state, staff=True, emergency=False)
