"""Callbacks: whom first, who calls whom, in which words, and what each answer does."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Callback, Policy
from tests import make
from tests.desk.conftest import browser


@pytest.fixture(autouse=True)
def _round_the_clock(city):
    """Tests run at any hour; people are called in these ones."""
    Policy.objects.create(pk=1, callback_from_hour=0, callback_till_hour=24)


@pytest.fixture
def finish(vodokanal, member, dispatcher):
    """An appeal whose work is said to be done."""

    def finished(**fields):
        fields.setdefault("phone", "+79001234567")
        appeal = make.appeal(at=timezone.now(), name="Мария", **fields)
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
        actions.accept(appeal.pk, by=member, at=timezone.now())
        return actions.resolve(appeal.pk, report="Кран заменён", by=member, at=timezone.now())

    return finished


@pytest.fixture
def resolved(finish):
    """Two finished appeals of two people, the second under strict control."""
    first = finish(address="ул. Первая")
    second = finish(address="ул. Вторая", phone="+79007654321")
    Appeal.objects.filter(pk=second.pk).update(control_level=1)
    return first, second


def take(desk, appeal):
    desk.post(f"/desk/callbacks/{appeal.latin_number}/take/")
    return appeal


def send(desk, appeal, **fields):
    fields.setdefault("version", appeal.version)
    fields.setdefault("back", "/desk/callbacks/")
    return desk.post(f"/desk/appeals/{appeal.latin_number}/callback/", fields)


def test_the_next_call_is_strict_control_with_the_script_on_screen(desk, resolved):
    desk.post("/desk/callbacks/next/")
    page = desk.get("/desk/callbacks/")

    assert page.context["card"].appeal.pk == resolved[1].pk
    assert "Горводоканал сообщает, что работа сделана" in page.text
    assert "Это так? Вы довольны результатом?" in page.text
    assert "«Кран заменён»" in page.text
    assert "+79007654321" in page.text


def test_looking_takes_nothing_and_shows_no_number_to_dial(desk, resolved):
    page = desk.get("/desk/callbacks/", {"appeal": resolved[0].latin_number})

    assert page.context["card"].appeal.pk == resolved[0].pk
    assert "Взять этот звонок" in page.text
    assert "Прочтите вслух" not in page.text
    assert Appeal.objects.get(pk=resolved[0].pk).call_until is None


def test_a_promise_that_has_come_goes_before_strict_control(desk, resolved):
    Appeal.objects.filter(pk=resolved[0].pk).update(callback_promised=True)

    desk.post("/desk/callbacks/next/")

    assert desk.get("/desk/callbacks/").context["card"].appeal.pk == resolved[0].pk


def test_two_operators_never_call_one_person(desk, resolved, finish):
    also = finish(address="ул. Третья", phone="+79007654321")
    other = browser(make.user("dispatcher", name="Анна"))

    desk.post("/desk/callbacks/next/")
    other.post("/desk/callbacks/next/")

    assert other.get("/desk/callbacks/").context["card"].appeal.pk == resolved[0].pk
    page = other.get("/desk/callbacks/", {"appeal": also.latin_number}).text
    assert "Сейчас звонит Нина, диспетчер." in page
    refused = send(other, also, result="satisfied")
    assert refused.status_code == 409
    assert "Этому человеку сейчас звонит Нина, диспетчер." in refused.text


def test_everything_one_person_waits_for_is_one_call(desk, finish):
    first, second = finish(address="ул. Первая"), finish(address="ул. Вторая")

    desk.post("/desk/callbacks/next/")
    page = desk.get("/desk/callbacks/")

    assert page.context["card"].appeal.pk == first.pk
    assert "Этот человек ждёт ответа и по другим обращениям." in page.text
    send(desk, first, result="no_answer", next="1")
    assert [row.callback_count for row in Appeal.objects.order_by("pk")] == [1, 1]
    assert Callback.objects.filter(appeal=second, result="no_answer").exists()


def test_satisfied_goes_to_the_archive_as_fixed_and_the_next_is_taken(desk, resolved):
    answer = send(desk, take(desk, resolved[1]), result="satisfied", next="1")

    assert answer["Location"] == "/desk/callbacks/"
    done = Appeal.objects.get(pk=resolved[1].pk)
    assert (done.status, done.outcome) == ("archived", "fixed")
    page = desk.get("/desk/callbacks/")
    assert page.context["talk"].is_mine
    assert page.context["card"].appeal.pk == resolved[0].pk


def test_no_answer_is_called_again_after_the_pause(desk, resolved):
    send(desk, take(desk, resolved[0]), result="no_answer")

    again = Appeal.objects.get(pk=resolved[0].pk)
    assert (again.status, again.callback_count) == ("resolved", 1)
    assert again.callback_at >= timezone.now() + timedelta(minutes=119)
    assert again not in Appeal.objects.to_call(timezone.now())
    page = desk.get("/desk/callbacks/", {"appeal": resolved[0].latin_number}).text
    assert "Не ответил" in page


def test_after_the_last_attempt_the_link_is_sent_and_nobody_is_called(desk, resolved):
    Appeal.objects.filter(pk=resolved[0].pk).update(callback_count=2)
    before = desk.get("/desk/callbacks/", {"appeal": take(desk, resolved[0]).latin_number}).text

    send(desk, resolved[0], result="no_answer")

    assert "это последняя попытка" in before
    assert "обращение закроется с пометкой «не подтверждено»" in before
    done = Appeal.objects.get(pk=resolved[0].pk)
    assert (done.callback_at, done.status) == (None, "resolved")
    assert done.vote_since is not None


def test_what_reopening_does_is_told_before_it_is_saved(desk, resolved):
    make.user("controller", name="Ольга Контролёр")

    page = desk.get("/desk/callbacks/", {"appeal": take(desk, resolved[0]).latin_number}).text

    assert "переоткрыто на уровне 1." in page
    assert "Контролёр — Ольга Контролёр" in page
    assert "Переоткрытие засчитано: Горводоканал." in page


def test_a_promised_hour_must_be_one_for_calls(desk, resolved, city):
    Policy.objects.update(callback_from_hour=9, callback_till_hour=20)
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT")

    night = send(desk, resolved[0], result="later", call_at=f"{tomorrow}23:30")
    missing = send(desk, resolved[0], result="later")
    kept = send(desk, resolved[0], result="later", call_at=f"{tomorrow}15:00")

    assert night.status_code == missing.status_code == 422
    assert "Звонить можно с 09:00 до 20:00." in night.text
    assert "Укажите день и час, когда перезвонить." in missing.text
    assert kept.status_code == 302
    promised = Appeal.objects.get(pk=resolved[0].pk)
    assert promised.callback_promised
    assert promised.callback_count == 0
    assert promised.callback_at.astimezone(ZoneInfo(city.time_zone)).hour == 15


def test_outside_the_hours_nobody_is_called_and_the_screen_says_when(desk, resolved, city):
    hour = timezone.localtime(timezone=ZoneInfo(city.time_zone)).hour
    spare = 0 if hour >= 12 else 22
    Policy.objects.update(callback_from_hour=spare, callback_till_hour=spare + 1)

    answer = desk.post("/desk/callbacks/next/", follow=True)

    assert "Сейчас людям не звонят. Звонки начнутся" in answer.text
    assert "Следующий звонок <kbd>" not in answer.text
    assert not Appeal.objects.filter(call_until__isnull=False).exists()


def test_skipping_puts_the_call_aside_for_a_while(desk, resolved):
    desk.post("/desk/callbacks/next/")

    desk.post(f"/desk/callbacks/{resolved[1].latin_number}/leave/")

    assert desk.get("/desk/callbacks/").context["card"].appeal.pk == resolved[0].pk
    aside = Appeal.objects.get(pk=resolved[1].pk)
    assert aside.call_until is None
    assert aside.callback_at > timezone.now() + timedelta(minutes=14)


def test_a_complaint_needs_a_reason_and_keeps_the_screen(desk, resolved):
    answer = send(desk, take(desk, resolved[0]), result="not_satisfied", reason=" ")

    assert answer.status_code == 422
    assert "Напишите, что осталось не так: это прочтёт исполнитель." in answer.text
    assert 'value="not_satisfied" checked' in answer.text
    assert Callback.objects.count() == 0


def test_a_chosen_cause_is_reason_enough(desk, resolved):
    assert send(desk, resolved[0], result="not_satisfied", cause="again").status_code == 302
    said = Callback.objects.get()
    assert (said.cause, said.needs_review) == ("again", False)
    assert resolved[0].events.get(kind="reopen").details["comment"] == "Повторилось"


def test_bad_words_wait_for_a_controller(desk, resolved):
    send(desk, resolved[0], result="not_satisfied", cause="rude", reason="Накричали на бабушку")

    said = Callback.objects.get()
    assert said.needs_review
    assert said.organisation_id == resolved[0].organisation_id


def test_an_outcome_must_be_chosen(desk, resolved):
    take(desk, resolved[0])
    assert "Отметьте, чем кончился звонок." in send(desk, resolved[0]).text
    assert "Отметьте, чем кончился звонок." in send(desk, resolved[0], result="maybe").text


def test_a_colleague_was_faster(desk, resolved, dispatcher):
    old = resolved[0].version
    actions.record_callback(resolved[0].pk, result="satisfied", by=dispatcher, at=timezone.now())

    answer = send(desk, resolved[0], result="not_satisfied", reason="Капает", version=old)

    assert answer.status_code == 409
    assert "Капает" in answer.text
    assert Appeal.objects.get(pk=resolved[0].pk).status == "archived"


def test_the_citys_own_words_are_read(desk, resolved):
    Policy.objects.update(
        callback_script="# приветствие\nДобрый день, {город}! Заявка «{тема}».\n# вопрос\nВсё хорошо?"
    )

    page = desk.get("/desk/callbacks/", {"appeal": take(desk, resolved[0]).latin_number}).text

    assert "Добрый день, Пенза!" in page
    assert "Всё хорошо?" in page
    assert "Горводоканал сообщает" in page


def test_nobody_to_call_says_when_somebody_comes(desk):
    assert "Звонить некому." in desk.get("/desk/callbacks/").text


def test_who_left_no_phone_is_not_in_the_list(desk, finish):
    silent = finish(phone="", address="ул. Тихая")

    assert "ул. Тихая" not in desk.get("/desk/callbacks/").text
    assert Appeal.objects.get(pk=silent.pk).vote_since is not None


def test_the_screen_costs_nine_statements(desk, resolved, statements):
    take(desk, resolved[0])
    desk.get("/desk/callbacks/")  # the city's calendar is read once in a while
    with statements(9):
        assert desk.get("/desk/callbacks/").status_code == 200
