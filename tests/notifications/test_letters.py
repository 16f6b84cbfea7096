"""What the journal's records make people be told."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.models import DigestLine, Event, Message, Preference, Reach
from appeals.notifications import announce, digest, forgetting
from appeals.notifications.digest import last_slot
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.make import DISPATCHER


def announced() -> None:
    """Hand the whole journal to the handlers, as the relay does; twice, for it may."""
    payloads = [
        {
            "event": event.pk,
            "appeal": event.appeal_id,
            "kind": event.kind,
            "from": event.status_from,
            "to": event.status_to,
            "organisation": event.organisation_id,
        }
        for event in Event.objects.order_by("pk")
    ]
    for _ in range(2):
        announce.tell_applicants(payloads)
        announce.tell_organisations(payloads)
    DigestLine.objects.update(at=FRIDAY_NOON - timedelta(hours=1))


@pytest.fixture
def vodokanal(city):
    return make.organisation()


@pytest.fixture
def head(vodokanal):
    return make.member(vodokanal, position="head")


def given(vodokanal, **fields):
    appeal = make.appeal(**fields)
    return actions.assign(appeal.pk, organisation=vodokanal, by=DISPATCHER, at=FRIDAY_NOON)


def test_the_applicant_hears_of_each_step_once(vodokanal, head):
    appeal = given(vodokanal, email="maria@example.org", name="Мария")
    actions.accept(appeal.pk, by=head, at=FRIDAY_NOON)
    announced()

    said = Message.objects.order_by("pk").values_list("event", "channel", "appeal_id")
    assert list(said) == [("received", "email", appeal.pk), ("progress", "email", appeal.pk)]


def test_an_applicant_without_mail_is_told_by_sms_where_the_city_has_it(city, settings):
    settings.SMS_URL = "file:"
    make.appeal(phone="+79270001122")
    announced()

    assert Message.objects.get().channel == "sms"


def test_an_organisation_gets_a_summary_and_no_letter_for_each(vodokanal, head):
    for _ in range(30):
        given(vodokanal)
    announced()
    assert not Message.objects.exists()
    assert DigestLine.objects.count() == 30

    assert digest.write(at=FRIDAY_NOON) == 1
    assert digest.write(at=FRIDAY_NOON + timedelta(minutes=10)) == 0

    message = Message.objects.get()
    assert message.user_id == head.user_id
    assert message.subject == "Сводка: новых задач — 30"
    assert "/desk/queue/" in message.link


def test_a_summary_names_what_came_back(vodokanal, head):
    appeal = given(vodokanal)
    actions.accept(appeal.pk, by=head, at=FRIDAY_NOON)
    actions.resolve(appeal.pk, report="готово", by=head, at=FRIDAY_NOON)
    actions.reopen(appeal.pk, reason="течёт", by=DISPATCHER, at=FRIDAY_NOON)
    announced()
    digest.write(at=FRIDAY_NOON)

    assert appeal.number in Message.objects.get().text


def test_a_summary_nobody_wants_is_not_written(vodokanal, head):
    for event in ("assigned", "returned", "breach"):
        Preference.objects.create(
            owner=f"user:{head.user_id}", event=event, channel="digest", is_wanted=False
        )
    given(vodokanal)
    announced()

    assert digest.write(at=FRIDAY_NOON) == 0


def test_who_asks_for_it_is_told_at_once(vodokanal, head):
    Preference.objects.create(
        owner=f"user:{head.user_id}", event="assigned", channel="email", is_wanted=True
    )
    appeal = given(vodokanal)
    announced()

    message = Message.objects.get()
    assert (message.user_id, message.event, message.channel) == (head.user_id, "assigned", "email")
    assert appeal.latin_number in message.link


@pytest.mark.parametrize(
    ("how_often", "hour", "slot"),
    [("hourly", 7, 13 + 7 - 24), ("hourly", 12, 12), ("twice", 8, 16 - 24), ("twice", 23, 16),
     ("daily", 8, 9 - 24), ("daily", 9, 9)],
)  # fmt: skip
def test_a_summary_comes_by_the_clock_on_the_wall(city, how_often, hour, slot):
    midnight = FRIDAY_NOON - timedelta(hours=12)
    reach = Reach(user_id=1, digest=how_often)

    found = last_slot(reach, midnight + timedelta(hours=hour))

    assert found == midnight + timedelta(hours=slot)


def test_what_was_said_is_forgotten_and_that_it_was_said_is_kept(city):
    make.appeal(email="maria@example.org", name="Мария")
    announced()
    Message.objects.update(status="sent", sent_at=FRIDAY_NOON, created_at=FRIDAY_NOON)
    later = FRIDAY_NOON + Message.RETENTION

    assert forgetting.forget(at=later) == 0
    assert forgetting.forget(at=later + timedelta(days=1)) == 1

    message = Message.objects.get()
    assert (message.to, message.name, message.text, message.subject) == ("", "", "", "")
    assert message.status == "sent"


def test_who_joined_hears_of_the_steps_by_the_public_page(vodokanal, head):
    appeal = given(vodokanal, email="maria@example.org", name="Мария")
    actions.join(
        appeal.pk, by=DISPATCHER, at=FRIDAY_NOON, email="vera@example.org", phone="+79270003344"
    )
    actions.join(
        appeal.pk, by=DISPATCHER, at=FRIDAY_NOON, email="maria@example.org", phone="+79270005566"
    )
    actions.accept(appeal.pk, by=head, at=FRIDAY_NOON)
    actions.ask(appeal.pk, question="Какой этаж?", by=head, at=FRIDAY_NOON)
    announced()

    told = Message.objects.filter(to="vera@example.org")
    assert list(told.values_list("event", flat=True)) == ["progress"]
    assert told.get().link == f"http://penza.localhost/appeals/{appeal.latin_number}/"
    assert Message.objects.filter(to="maria@example.org").count() == 3


def test_who_joined_somebody_nameless_hears_of_the_steps_too(vodokanal, head):
    appeal = given(vodokanal)  # an anonymous call
    actions.join(appeal.pk, email="anna@example.org", by=DISPATCHER, at=FRIDAY_NOON)
    actions.accept(appeal.pk, by=head, at=FRIDAY_NOON)

    announced()

    told = Message.objects.filter(to="anna@example.org")
    assert [message.event for message in told] == ["progress"]
