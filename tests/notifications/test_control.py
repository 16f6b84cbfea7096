"""Who is told by control: the controller, the arbiter, whoever asked, the applicant by the link."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.actions import Part
from appeals.models import Appeal, Event, Message, Postponement
from appeals.notifications import control, votes
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.make import DISPATCHER

DAY = timedelta(days=1)


@pytest.fixture
def controller(city):
    person = make.user("controller", name="Ольга", email="olga@example.org")
    return Actor(role=Role.CONTROLLER, user_id=person.pk, name=person.name)


@pytest.fixture
def accepted(vodokanal, member):
    appeal = make.appeal(email="maria@example.org", phone="+79001234567")
    actions.assign(appeal.pk, organisation=vodokanal, by=DISPATCHER, at=FRIDAY_NOON)
    return actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)


def twice(handler, payload) -> None:
    """Delivery is at least once."""
    for _ in range(2):
        handler([payload])


def told() -> list[tuple[str, str]]:
    rows = Message.objects.filter(channel="email").order_by("pk")
    return [(message.to, message.subject) for message in rows]


def test_the_controller_is_told_by_name_once(accepted, member, controller):
    actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)
    back = actions.reopen(accepted.pk, reason="Течёт", by=DISPATCHER, at=FRIDAY_NOON)

    twice(control.tell_staff, {"reopened": back.pk, "controller": back.controller_id})

    assert told() == [("olga@example.org", f"{back.number}: вы контролёр")]


def test_the_arbiter_is_told_of_the_second_bounce(vodokanal, member, controller):
    appeal = make.appeal()
    for _ in range(2):
        actions.assign(appeal.pk, organisation=vodokanal, by=DISPATCHER, at=FRIDAY_NOON)
        actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=FRIDAY_NOON)

    twice(control.tell_staff, {"arbiter": appeal.pk})

    assert told() == [("olga@example.org", f"{appeal.number}: решаете вы")]


def test_a_request_goes_to_controllers_and_the_word_back(accepted, member, controller):
    until = FRIDAY_NOON + 5 * DAY
    actions.ask_postpone(accepted.pk, until=until, reason="Мороз", by=member, at=FRIDAY_NOON)
    twice(control.tell_staff, {"postpone_asked": accepted.pk})
    actions.refuse_postpone(accepted.pk, words="Успеете", by=controller, at=FRIDAY_NOON)
    twice(control.tell_staff, {"postpone_decided": Postponement.objects.get().pk})

    subjects = [subject for _, subject in told()]
    assert subjects == [
        f"{accepted.number}: просят перенести срок до 25 ноября",
        f"{accepted.number}: в переносе отказано",
    ]


def test_who_cannot_be_reached_gets_the_link_once(accepted, member):
    actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)
    Appeal.objects.filter(pk=accepted.pk).update(callback_count=2)
    actions.record_callback(accepted.pk, result="no_answer", by=DISPATCHER, at=FRIDAY_NOON)

    twice(votes.invite, {"appeal": accepted.pk, "round": 0})

    assert told() == [("maria@example.org", f"Обращение {accepted.number}: мы вам звонили")]
    assert accepted.tracking_code in Message.objects.get(channel="email").link


def test_a_question_of_a_part_reaches_the_applicant_of_the_whole(vodokanal, member, city):
    other = make.organisation("Горсвет")
    make.member(other)
    whole = make.appeal(email="maria@example.org")
    parts = [Part(organisation=one, task="дело") for one in (vodokanal, other)]
    actions.split(whole.pk, parts=parts, by=DISPATCHER, at=FRIDAY_NOON)
    first = Appeal.objects.get(parent=whole, part=1)
    actions.accept(first.pk, by=member, at=FRIDAY_NOON)
    actions.ask(first.pk, question="Где ключ?", by=member, at=FRIDAY_NOON)
    event = Event.objects.get(appeal=first, kind="ask")

    twice(control.tell_others, {"event": event.pk, "appeal": first.pk, "kind": "ask"})
    twice(control.remind_of_question, {"appeal": first.pk})

    assert told() == [
        ("maria@example.org", f"Обращение {whole.number}: нужен ваш ответ"),
        ("maria@example.org", f"Обращение {whole.number}: ждём вашего ответа"),
    ]


def test_what_becomes_of_the_first_is_told_to_those_joined_to_it(accepted, member):
    repeat = make.appeal(email="petr@example.org")
    actions.duplicate(repeat.pk, of=accepted, by=DISPATCHER, at=FRIDAY_NOON)
    actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)
    event = Event.objects.get(appeal=accepted, kind="resolve")

    twice(control.tell_others, {"event": event.pk, "appeal": accepted.pk, "kind": "resolve"})

    assert [to for to, _ in told()] == ["petr@example.org"]
    assert repeat.tracking_code in Message.objects.get(channel="email").link
