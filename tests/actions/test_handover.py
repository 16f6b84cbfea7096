"""The shift is handed over by two signatures, and the paper stays as it was signed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from appeals import actions
from appeals.access import actor_of
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import Handover
from tests import make
from tests.conftest import FRIDAY_NOON

EVENING = FRIDAY_NOON + timedelta(hours=8)


@pytest.fixture
def nina(city):
    return make.user("dispatcher", name="Нина Орлова")


@pytest.fixture
def oleg(city):
    return make.user("dispatcher", name="Олег Зайцев")


@pytest.fixture
def given(nina, oleg):
    return actions.hand_over(
        to=oleg,
        words="Ключи у охраны",
        snapshot={"critical": []},
        by=actor_of(nina),
        at=FRIDAY_NOON,
    )


def test_two_people_sign_and_the_paper_is_closed(given, oleg):
    taken = actions.take_over(
        given.pk, remark="Принял", until=EVENING, by=actor_of(oleg), at=FRIDAY_NOON
    )

    again = Handover.objects.get(pk=given.pk)
    assert (again.given_by_name, again.taken_by_name) == ("Нина Орлова", "Олег Зайцев")
    assert (again.until, again.remark, again.is_waiting) == (EVENING, "Принял", False)
    assert taken.goes_on(FRIDAY_NOON)
    assert not taken.goes_on(EVENING)


def test_the_second_signature_is_never_the_firsts(given, nina):
    with pytest.raises(RefusedMove, match="принимает Олег Зайцев"):
        actions.take_over(given.pk, remark="", until=None, by=actor_of(nina), at=FRIDAY_NOON)


def test_a_senior_may_sign_for_the_one_who_did_not_come(given, city):
    senior = make.user("controller", name="Ершов")

    taken = actions.take_over(given.pk, remark="", until=None, by=actor_of(senior), at=FRIDAY_NOON)

    assert taken.taken_by_name == "Ершов"


def test_another_dispatcher_may_not(given, city):
    other = make.user("dispatcher", name="Ирина")

    with pytest.raises(RefusedMove):
        actions.take_over(given.pk, remark="", until=None, by=actor_of(other), at=FRIDAY_NOON)


def test_a_signed_paper_is_not_signed_again_nor_withdrawn(given, nina, oleg):
    actions.take_over(given.pk, remark="", until=None, by=actor_of(oleg), at=FRIDAY_NOON)

    with pytest.raises(RefusedMove, match="уже приняли"):
        actions.take_over(given.pk, remark="", until=None, by=actor_of(oleg), at=FRIDAY_NOON)
    with pytest.raises(RefusedMove, match="уже приняли"):
        actions.withdraw_handover(given.pk, by=actor_of(nina), at=FRIDAY_NOON)


def test_one_paper_waits_at_a_time_and_may_be_withdrawn(given, nina, oleg):
    def again():
        return actions.hand_over(to=oleg, words="", snapshot={}, by=actor_of(nina), at=FRIDAY_NOON)

    with pytest.raises(RefusedMove, match="Вы уже сдали смену"):
        again()
    with pytest.raises(RefusedMove, match="тот, кто сдал"):
        actions.withdraw_handover(given.pk, by=actor_of(oleg), at=FRIDAY_NOON)
    actions.withdraw_handover(given.pk, by=actor_of(nina), at=FRIDAY_NOON)

    assert again().is_waiting
    assert Handover.objects.count() == 2


@pytest.mark.parametrize("role", ["resident", "organisation"])
def test_only_the_desk_hands_over_and_is_handed_to(nina, city, role):
    outsider = make.user(role)

    with pytest.raises(BadInput, match="Выберите, кому сдаёте"):
        actions.hand_over(to=outsider, words="", snapshot={}, by=actor_of(nina), at=FRIDAY_NOON)
    with pytest.raises(RefusedMove, match="сдаёт диспетчер"):
        actions.hand_over(to=nina, words="", snapshot={}, by=actor_of(outsider), at=FRIDAY_NOON)


def test_what_was_signed_cannot_be_rewritten_or_thrown_away(given):
    for change in (
        lambda: Handover.objects.filter(pk=given.pk).update(words="Всё тихо"),
        lambda: Handover.objects.filter(pk=given.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def test_a_paper_nobody_wrote_is_not_found(oleg):
    with pytest.raises(NotFound):
        actions.take_over(10**9, remark="", until=None, by=actor_of(oleg), at=FRIDAY_NOON)
