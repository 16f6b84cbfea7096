"""By what a city may begin to pay: two rails never take money at once."""

from datetime import date, timedelta

import pytest

from billing import ways

TODAY = date(2026, 11, 20)
SOON, LATER = TODAY + ways.NEARLY, TODAY + ways.NEARLY + timedelta(days=1)
BOTH, CONTRACT, NONE = {"stripe", "contract"}, {"contract"}, set()


@pytest.mark.parametrize(
    ("pays_by", "ends_on", "covered", "wanted"),
    [
        ("", None, None, BOTH),
        ("", TODAY, LATER, BOTH),
        ("stripe", None, None, NONE),
        ("stripe", TODAY, None, CONTRACT),
        ("contract", None, LATER, NONE),
        ("contract", None, SOON, CONTRACT),
        ("contract", None, TODAY, CONTRACT),
        ("contract", None, TODAY - timedelta(days=1), BOTH),
    ],
)
def test_what_may_be_begun(pays_by, ends_on, covered, wanted):
    assert ways.open_to(pays_by, ends_on=ends_on, covered=covered, today=TODAY) == wanted
