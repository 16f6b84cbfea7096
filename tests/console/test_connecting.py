"""A new city is no dead end: organisations and keys can be made."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from appeals.models import ApiKey, Organisation
from tenants.isolation import scope
from tests import make

WATER = ["penza", "ООО «Вода»", "--member", "head@example.org", "--phone", "00-00-00"]


def test_a_connected_organisation_gets_the_appeals_of_its_services(committed, capsys):
    call_command("create_organisation", *WATER, "--services", "cold_water")

    assert capsys.readouterr().out.startswith("head@example.org ")
    with scope.in_tenant(committed.penza):
        assert Organisation.objects.get().stage == "live"
        filed = make.appeal(category="cold_water_off", at=timezone.now())
        assert filed.organisation.name == "ООО «Вода»"


@pytest.mark.parametrize("more", [["--services", "magic"], []])
def test_what_cannot_be_connected_is_refused_whole(committed, more):
    if not more:
        call_command("create_organisation", *WATER)

    with pytest.raises(CommandError):
        call_command("create_organisation", *WATER, *more)
    with scope.in_tenant(committed.penza):
        assert Organisation.objects.count() == (0 if more else 1)


def test_a_key_acts_in_its_part(committed, capsys):
    call_command("issue_key", "penza", "ЕДДС", "--role", "dispatcher")

    key = capsys.readouterr().out.strip()
    with scope.in_tenant(committed.penza):
        assert ApiKey.find(key).role == "dispatcher"
    with pytest.raises(CommandError, match="Назовите организацию"):
        call_command("issue_key", "penza", "Учёт", "--role", "organisation")
