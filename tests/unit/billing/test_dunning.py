"""A debt day by day: letters, grace, reading alone, emergencies alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.dunning import Stage, Terms, last_step, read_only_from, stage, steps, unpaid_from

DUE = date(2026, 11, 20)
TERMS = Terms(before=(7, 1), after=(1, 7, 13), grace=14, read_only=30)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-30, Stage.CLEAR),
        (0, Stage.CLEAR),
        (1, Stage.GRACE),
        (14, Stage.GRACE),
        (15, Stage.READ_ONLY),
        (44, Stage.READ_ONLY),
        (45, Stage.UNPAID),
        (4000, Stage.UNPAID),
    ],
)
def test_each_stage_begins_on_its_day(days, wanted):
    assert stage(DUE, DUE + timedelta(days), TERMS) is wanted


def test_without_a_debt_everything_is_clear():
    assert stage(None, DUE, TERMS) is Stage.CLEAR


def test_the_letters_of_a_debt_come_in_order():
    told = [(step.name, (step.on - DUE).days) for step in steps(DUE, TERMS)]

    assert told == [
        ("before_7", -7),
        ("before_1", -1),
        ("after_1", 1),
        ("after_7", 7),
        ("after_13", 13),
        ("read_only", 15),
        ("unpaid", 45),
    ]


def test_of_letters_that_nobody_sent_only_the_last_is_true():
    assert last_step(DUE, DUE - timedelta(8), TERMS) is None
    assert last_step(DUE, DUE - timedelta(3), TERMS).name == "before_7"
    assert last_step(DUE, DUE + timedelta(12), TERMS).name == "after_7"
    assert last_step(DUE, DUE + timedelta(400), TERMS).name == "unpaid"


@given(st.integers(0, 60), st.integers(0, 60), st.integers(-100, 400))
def test_time_only_makes_a_debt_worse(grace, read_only, days):
    terms = Terms(grace=grace, read_only=read_only)
    order = list(Stage)
    today = DUE + timedelta(days)

    assert order.index(stage(DUE, today, terms)) <= order.index(
        stage(DUE, today + timedelta(1), terms)
    )
    assert read_only_from(DUE, terms) <= unpaid_from(DUE, terms)


def test_terms_that_go_backwards_are_refused():
    with pytest.raises(ValueError, match="отрицательными"):
        Terms(grace=-1)
