"""The slot for an outside identity provider: nothing of it is there until it is set up."""

import pytest
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpResponse
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


def test_nobody_is_tied_to_a_provider_by_a_link_of_anothers_page(city, rf):
    begin = outside.asks_again(lambda request, **names: HttpResponse("to the provider"))
    request = rf.get("/", {"process": "connect"})
    request.user, request.session = make.user(), {}

    with pytest.raises(ReauthenticationRequired):
        begin(request, provider_id=outside.PROVIDER)

    reauthenticate_by_password(request)
    assert begin(request, provider_id=outside.PROVIDER).status_code == 200


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
