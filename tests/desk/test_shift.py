"""The page of the shift: what is left, two signatures, every paper kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals.models import Appeal, Handover
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser


@pytest.fixture
def oleg(city):
    return make.user("dispatcher", name="Олег Зайцев")


@pytest.fixture
def late(city):
    """An appeal whose clock ran out an hour ago."""
    appeal = make.appeal(at=timezone.now() - timedelta(hours=4))
    Appeal.objects.filter(pk=appeal.pk).update(
        next_clock_at=timezone.now() - timedelta(hours=1), control_level=1
    )
    return appeal


@pytest.fixture
def given(desk, oleg, late):
    desk.post("/desk/shift/", {"to": oleg.pk, "words": "Ключи у охраны"})
    return Handover.objects.get()


def test_the_page_shows_what_would_be_left(desk, late):
    text = desk.get("/desk/shift/").text

    assert late.number in text
    assert "Аварийные и под контролем" in text
    assert "Смену ещё не сдавали." in text


def test_what_stood_open_is_in_the_paper_for_ever(desk, given, late):
    Appeal.objects.filter(pk=late.pk).update(control_level=0, next_clock_at=None)

    text = desk.get(f"/desk/shift/{given.pk}/").text

    assert late.number in text
    assert "Ключи у охраны" in text
    assert [line["number"] for line in given.seen("critical")] == [late.number]
    assert "phone" not in str(given.snapshot)


def test_until_it_is_signed_it_hangs_at_the_top_of_the_hall(desk, given, oleg):
    olegs = browser(oleg)
    assert "Прочитать и принять" in olegs.get("/desk/hall/").text
    assert "Смена не принята" in desk.get("/desk/hall/").text

    answer = olegs.post(f"/desk/shift/{given.pk}/", {"until": "20:00", "remark": "Принял"})

    assert answer.status_code == 302
    assert "Смена не принята" not in desk.get("/desk/hall/").text
    assert "смена до" in olegs.get("/desk/hall/").text
    paper = olegs.get(f"/desk/shift/{given.pk}/").text
    assert "Нина, диспетчер" in paper
    assert "Принял" in paper


def test_the_one_who_gave_does_not_sign_for_the_other(desk, given):
    answer = desk.post(f"/desk/shift/{given.pk}/", {"until": "20:00"})

    assert answer.status_code == 409
    assert "Эту смену принимает Олег Зайцев" in answer.text


def test_nobody_named_is_told_at_the_field_and_the_words_are_kept(desk, city):
    answer = desk.post("/desk/shift/", {"to": "", "words": "Насос на Кирова"})

    assert answer.status_code == 422
    assert "Выберите, кому сдаёте смену." in answer.text
    assert "Насос на Кирова" in answer.text
    assert not Handover.objects.exists()


def test_a_wrong_paper_is_withdrawn_and_stays_in_the_list(desk, given):
    desk.post(f"/desk/shift/{given.pk}/", {"withdraw": "1"})

    assert "отозвана" in desk.get("/desk/shift/").text
    assert Handover.objects.waiting().count() == 0


def test_an_organisation_has_no_shift(office, given):
    assert office.get("/desk/shift/").status_code == 403
    assert office.get(f"/desk/shift/{given.pk}/").status_code == 403


def test_a_paper_nobody_wrote_is_missing(desk, city):
    assert desk.get("/desk/shift/999/").status_code == 404
    assert desk.post("/desk/shift/999/", {"until": "20:00"}).status_code == 404


def test_only_people_of_the_desk_can_be_named(desk, office, oleg):
    choices = desk.get("/desk/shift/").context["form"].fields["to"].queryset

    assert list(choices) == [oleg]
    assert User.objects.filter(role="organisation").exists()
