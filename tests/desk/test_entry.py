"""The staff entrance: everybody to their own screen, nobody to another's."""

import pytest

from tests import make
from tests.desk.conftest import browser

SCREENS = ("/desk/hall/", "/desk/new/", "/desk/callbacks/", "/desk/queue/", "/desk/tasks/")


def test_somebody_unknown_signs_in_first(city, client):
    for address in ("/desk/", *SCREENS):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("role", ["resident", "organisation", "operator"])
def test_somebody_without_a_place_here_gets_the_refusal_page(city, role):
    answer = browser(make.user(role)).get("/desk/")

    assert answer.status_code == 403
    assert "Эта страница вам не открыта" in answer.text


def test_the_administration_begins_with_the_figures(city):
    assert browser(make.user("administrator")).get("/desk/")["Location"] == "/desk/dashboard/"


@pytest.mark.parametrize("role", ["dispatcher", "controller"])
def test_the_desk_begins_in_the_hall(city, role):
    assert browser(make.user(role)).get("/desk/")["Location"] == "/desk/hall/"


def test_an_organisation_begins_in_its_queue_and_a_crew_at_its_tasks(office, phone):
    assert office.get("/desk/")["Location"] == "/desk/queue/"
    assert phone.get("/desk/")["Location"] == "/desk/tasks/"


def test_screens_of_others_are_closed(desk, office, phone):
    allowed = {desk: SCREENS[:3], office: SCREENS[3:4], phone: SCREENS[4:]}
    for person, own in allowed.items():
        for address in SCREENS:
            assert person.get(address).status_code == (200 if address in own else 403), address


def test_pages_of_the_desk_are_never_stored(desk):
    assert "no-store" in desk.get("/desk/hall/")["Cache-Control"]
