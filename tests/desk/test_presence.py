"""Who has an appeal open: names for colleagues, a part for the other side, nothing kept for long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.desk import presence
from tenants.accounts.actor import Actor, Role
from tests import make

NINA = Actor(role=Role.DISPATCHER, user_id=1, name="Нина")
OLEG = Actor(role=Role.DISPATCHER, user_id=2, name="Олег")
PYOTR = Actor(role=Role.ORGANISATION, user_id=3, name="Пётр", organisation_id=7)
ANNA = Actor(role=Role.ORGANISATION, user_id=4, name="Анна", organisation_id=7)


@pytest.fixture
def now(city):
    return timezone.now()


def seen(appeal, actor, at, **how):
    return [
        (other.name, other.role, other.writes)
        for other in presence.beat(presence.seat(appeal, actor), at, **how)
    ]


def test_colleagues_are_named_and_the_other_side_is_a_part(now):
    for actor in (NINA, OLEG, PYOTR, ANNA):
        presence.enter(5, actor, now)

    assert {name for name, _, _ in seen(5, NINA, now)} == {"Олег", ""}
    assert seen(5, PYOTR, now) == [
        ("", "dispatcher", False),
        ("", "dispatcher", False),
        ("Анна", "organisation", False),
    ]


def test_the_one_who_writes_comes_first_and_stops_writing_by_itself(now):
    seen(5, OLEG, now)
    seen(5, PYOTR, now, writes=True)

    assert seen(5, NINA, now)[0] == ("", "organisation", True)
    later = now + timedelta(seconds=presence.WRITES_SECONDS + 1)
    seen(5, PYOTR, later)
    assert ("", "organisation", False) in seen(5, NINA, later)


def test_a_closed_lid_is_forgotten_and_a_closed_page_at_once(now):
    seen(5, OLEG, now)
    seen(5, PYOTR, now)
    presence.leave(presence.seat(5, PYOTR), now)
    assert seen(5, NINA, now) == [("Олег", "dispatcher", False)]

    assert seen(5, NINA, now + timedelta(seconds=presence.FORGOTTEN_SECONDS + 1)) == []


def test_since_when_stays_while_the_page_beats(now):
    seen(5, OLEG, now)
    seen(5, OLEG, now + timedelta(seconds=60))

    (other,) = presence.beat(presence.seat(5, NINA), now + timedelta(seconds=61))
    assert abs((other.since - now).total_seconds()) < 1


def test_a_page_shows_who_is_there_and_beats_without_the_database(
    desk, office, city, vodokanal, dispatcher, statements
):
    appeal = make.appeal(at=timezone.now())
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    page = f"/desk/appeals/{appeal.latin_number}/"
    desk.get(page)

    answer = office.get(page)

    assert "Открыто у диспетчера" in answer.text
    assert "Нина" not in answer.text.split("appeal-journal")[0]
    seat = answer.context["presence"].token
    with statements(0):
        beat = office.post("/desk/presence/", {"seat": seat, "writes": "1"})
    assert "Открыто у диспетчера" in beat.text
    assert "Открыто у исполнителя" in desk.get("/desk/hall/", {"appeal": appeal.latin_number}).text
    assert office.post("/desk/presence/", {"seat": seat, "leaves": "1"}).status_code == 204
    assert "Открыто у исполнителя" not in desk.get(page).text


def test_a_seat_nobody_was_given_is_no_seat(desk):
    assert desk.post("/desk/presence/", {"seat": "x:y:z"}).status_code == 404
    assert desk.post("/desk/presence/").status_code == 404
