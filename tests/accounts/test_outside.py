"""The slot for an outside identity provider: nothing of it is there until it is set up."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tenants.accounts import outside
from tenants.accounts.models import IdentityCheck
from tests import make


def test_without_a_provider_there_is_no_route_and_no_word(city):
    person = Client(headers={"host": "penza.localhost"})
    person.force_login(make.user(identity_level=1))

    assert "Подтвердить через" not in person.get("/accounts/profile/").content.decode()
    assert outside.connect_link() == ""
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", kwargs={"provider_id": outside.PROVIDER})


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"family_name": "Иванова", "given_name": "Мария", "name": "M"}, "Иванова Мария"),
        ({"name": "Мария Иванова"}, "Мария Иванова"),
        ({}, ""),
    ],
)
def test_the_name_is_taken_in_full(claims, name):
    assert outside.name_in(claims) == name


def test_it_vouches_for_residents_alone(city, settings):
    settings.OPENID_TITLE = "Проба"
    resident, staff = make.user(identity_level=1), make.user("dispatcher")

    for person in (resident, staff):
        outside.confirmed(person, "Иванова Мария")

    resident.refresh_from_db()
    staff.refresh_from_db()
    assert (resident.identity_level, resident.full_name) == (3, "Иванова Мария")
    assert staff.identity_level == 0
    assert IdentityCheck.objects.get().by_name == "Проба"
