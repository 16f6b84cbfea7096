"""Callbacks: whom first, in which words, and what each answer does."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Callback
from tests import make


@pytest.fixture
def resolved(vodokanal, member, dispatcher):
    """Two finished appeals, the second under strict control."""

    def finish(**fields):
        appeal = make.appeal(at=timezone.now(), phone="+79001234567", name="Мария", **fields)
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
        actions.accept(appeal.pk, by=member, at=timezone.now())
        return actions.resolve(appeal.pk, report="Кран заменён", by=member, at=timezone.now())

    first, second = finish(address="ул. Первая"), finish(address="ул. Вторая")
    Appeal.objects.filter(pk=second.pk).update(control_level=1)
    return first, second


def send(desk, appeal, **fields):
    fields.setdefault("version", appeal.version)
    fields.setdefault("back", "/desk/callbacks/")
    return desk.post(f"/desk/appeals/{appeal.latin_number}/callback/", fields)


def test_strict_control_comes_first_with_the_script_on_screen(desk, resolved):
    page = desk.get("/desk/callbacks/")

    assert page.context["card"].appeal.pk == resolved[1].pk
    assert "Горводоканал сообщает, что работа сделана" in page.text
    assert "«Кран заменён»" in page.text
    assert "+79001234567" in page.text


def test_one_may_be_chosen(desk, resolved):
    page = desk.get("/desk/callbacks/", {"appeal": resolved[0].latin_number})

    assert page.context["card"].appeal.pk == resolved[0].pk


def test_satisfied_goes_to_the_archive_and_the_next_is_shown(desk, resolved):
    answer = send(desk, resolved[1], result="satisfied")

    assert answer["Location"] == "/desk/callbacks/"
    assert Appeal.objects.get(pk=resolved[1].pk).status == "archived"
    assert desk.get("/desk/callbacks/").context["card"].appeal.pk == resolved[0].pk


def test_no_answer_is_noted_and_called_again(desk, resolved):
    send(desk, resolved[0], result="no_answer")

    assert Appeal.objects.get(pk=resolved[0].pk).status == "resolved"
    page = desk.get("/desk/callbacks/", {"appeal": resolved[0].latin_number}).text
    assert "попытка 2-я" in page
    assert "Не ответил" in page


def test_a_complaint_needs_a_reason_and_keeps_the_screen(desk, resolved):
    answer = send(desk, resolved[0], result="not_satisfied", reason=" ")

    assert answer.status_code == 422
    assert "Напишите, что осталось не так: это прочтёт исполнитель." in answer.text
    assert 'value="not_satisfied" checked' in answer.text
    assert Callback.objects.count() == 0


def test_a_chosen_cause_is_reason_enough(desk, resolved):
    assert send(desk, resolved[0], result="not_satisfied", cause="again").status_code == 302
    assert Callback.objects.get().cause == "again"
    assert resolved[0].events.get(kind="reopen").details["comment"] == "Повторилось"


def test_an_outcome_must_be_chosen(desk, resolved):
    assert "Отметьте, чем кончился звонок." in send(desk, resolved[0]).text
    assert "Отметьте, чем кончился звонок." in send(desk, resolved[0], result="maybe").text


def test_a_colleague_was_faster(desk, resolved, dispatcher):
    old = resolved[0].version
    actions.record_callback(resolved[0].pk, result="satisfied", by=dispatcher, at=timezone.now())

    answer = send(desk, resolved[0], result="not_satisfied", reason="Капает", version=old)

    assert answer.status_code == 409
    assert "Капает" in answer.text
    assert Appeal.objects.get(pk=resolved[0].pk).status == "archived"


def test_nobody_to_call_says_when_somebody_comes(desk):
    assert "Звонить некому." in desk.get("/desk/callbacks/").text


def test_the_screen_costs_six_statements(desk, resolved, statements):
    with statements(6):
        assert desk.get("/desk/callbacks/").status_code == 200
