"""The bar's alarm: which appeals ring, who heeds them, and who does not want to hear."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Category, Habit
from tests import make

QUARTER = timedelta(minutes=20)


@pytest.fixture
def appeal(city):
    Category.objects.update(alarm_minutes=15)
    return make.appeal(at=timezone.now() - QUARTER)


def test_the_bar_of_the_hall_and_the_part_name_what_nobody_accepted(desk, appeal):
    for path in ("/desk/hall/", "/desk/alarm/"):
        text = desk.get(path).text
        assert "Не приняты: 1" in text
        assert f'data-alarm-row="{appeal.latin_number}"' in text


def test_quiet_says_so(desk, city):
    assert "Всё принято вовремя" in desk.get("/desk/alarm/").text


def test_every_page_of_the_desk_listens_and_an_organisations_does_not(desk, office, city):
    assert 'data-alarm="/desk/alarm/"' in desk.get("/desk/new/").text
    assert "data-alarm=" not in office.get("/desk/queue/").text
    assert office.get("/desk/alarm/").status_code == 403


def test_heeding_silences_it_for_everybody_and_leads_back(desk, appeal):
    answer = desk.post(
        "/desk/alarm/heed/",
        {"appeal": [appeal.latin_number, "PNZ-2026-999999"], "back": "/desk/new/"},
    )

    assert answer["Location"] == "/desk/new/"
    assert "Всё принято вовремя" in desk.get("/desk/alarm/").text
    assert appeal.events.filter(kind="heed").count() == 1


def test_what_was_accepted_meanwhile_is_passed_over(desk, appeal, vodokanal, dispatcher, member):
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())

    answer = desk.post("/desk/alarm/heed/", {"appeal": appeal.latin_number})

    assert answer.status_code == 302
    assert Appeal.objects.get(pk=appeal.pk).heeded_at is None


def test_one_person_mutes_their_own_sound_and_the_city_remembers(desk, city):
    answer = desk.post("/desk/habit/", {"sound": "off"}, headers={"X-Partial": "1"})

    assert answer.status_code == 204
    assert not Habit.objects.get().has_sound
    assert Habit.objects.get().has_single_keys


def test_single_keys_are_switched_off_for_the_person(office, vodokanal):
    office.post("/desk/habit/", {"single_keys": "off"})
    assert not Habit.objects.get().has_single_keys
    office.post("/desk/habit/", {"single_keys": "на"})  # nothing that is meant
    assert not Habit.objects.get().has_single_keys
    office.post("/desk/habit/", {"single_keys": "on"})
    assert Habit.objects.get().has_single_keys
