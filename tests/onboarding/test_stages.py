"""An organisation's way to live work."""

import pytest

from appeals.errors import BadInput
from onboarding.organisations.stages import StageRefused, advance
from tests import make


def test_the_way_from_invitation_to_live_work_goes_stage_by_stage(city):
    company = make.organisation(stage="invited")
    company.phone = "+7 8412 00-00-00"
    company.save()
    make.member(company)

    for stage in ("agreement", "training", "trial", "live"):
        company = advance(company.pk, to=stage)

    assert company.stage == "live"


def test_a_stage_cannot_be_skipped(city):
    company = make.organisation(stage="invited")

    with pytest.raises(StageRefused):
        advance(company.pk, to="live")


def test_nobody_goes_live_where_nobody_would_read(city):
    company = make.organisation(stage="trial")

    with pytest.raises(BadInput) as refused:
        advance(company.pk, to="live")

    assert "никто не увидит" in refused.value.fields["stage"]
    assert "телефон" in refused.value.fields["stage"]
