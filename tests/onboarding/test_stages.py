"""An organisation's way to live work."""

import pytest

from onboarding.organisations.stages import StageRefused, advance
from tests import make


def test_getting_ready_goes_stage_by_stage(city):
    company = make.organisation(stage="invited")

    for stage in ("agreement", "training", "trial"):
        company = advance(company.pk, to=stage)

    assert company.stage == "trial"


@pytest.mark.parametrize("to", ["training", "trial", "nowhere"])
def test_a_stage_cannot_be_skipped(city, to):
    company = make.organisation(stage="invited")

    with pytest.raises(StageRefused):
        advance(company.pk, to=to)


@pytest.mark.parametrize(
    ("begins", "to"), [("trial", "live"), ("live", "suspended"), ("live", "ended")]
)
def test_what_has_a_gate_is_no_step_of_getting_ready(city, begins, to):
    with pytest.raises(StageRefused):
        advance(make.organisation(stage=begins).pk, to=to)
