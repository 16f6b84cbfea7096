"""The one door: told once, by the channels that are wanted, at an hour that suits."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from django.core.cache import caches

from appeals.models import Message, Preference
from appeals.notifications import delivery, post
from appeals.notifications.addresses import owner_of
from appeals.notifications.post import Person
from tenants.accounts import transport
from tenants.isolation import scope
from tenants.models import OutboxMessage
from tests.conftest import FRIDAY_NOON

MARIA = Person(name="Мария", email="maria@example.org")
NIGHT = FRIDAY_NOON + timedelta(hours=12)  # midnight in Пенза


@pytest.fixture(autouse=True)
def _unlimited():
    caches["limits"].clear()


def tell(*, to=MARIA, event="progress", key="appeal:12:1:maria", at=FRIDAY_NOON, **more):
    post.send(
        to=to, event=event, key=key, subject="Обращение принято", text="Сегодня", at=at, **more
    )


def statuses():
    return list(Message.objects.order_by("pk").values_list("status", flat=True))


def carry_all():
    for pk in Message.objects.filter(Message.waiting()).values_list("pk", flat=True):
        delivery.deliver([{"message": pk}])


def test_a_message_is_told_once_however_often_it_is_sent(city):
    tell()
    tell()

    assert statuses() == ["queued"]
    message = Message.objects.get()
    assert message.about == "appeal:12"
    assert "maria" not in message.recipient


def test_the_letter_arrives_with_the_way_to_stop_it(city):
    tell(link="http://penza.localhost/track/x/")
    carry_all()

    message = Message.objects.get()
    assert (message.status, message.reason, message.claimed_at) == ("sent", "", None)
    file = transport.spool() / f"message-{message.pk}.eml"
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert letter["Message-ID"] == f"<message-{message.pk}.penza@penza.localhost>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (stop,) = re.findall(
        r"<(http://penza.localhost/notifications/stop/.+/)>", letter["List-Unsubscribe"]
    )
    assert stop in letter.get_content()


def test_at_night_it_waits_for_the_morning(city):
    tell(at=NIGHT)

    message = Message.objects.get()
    assert message.status == "held"
    assert message.next_try_at.isoformat() == "2026-11-21T05:00:00+00:00"  # eight in Пенза

    assert delivery.sweep(at=message.next_try_at - timedelta(seconds=1)) == 0
    assert delivery.sweep(at=message.next_try_at) == 1
    carry_all()
    assert statuses() == ["sent"]


@pytest.mark.parametrize("event", ["alarm", "received"])
def test_what_is_urgent_or_answers_the_person_goes_at_night(city, event):
    tell(event=event, at=NIGHT)

    assert statuses() == ["queued"]


def test_of_what_follows_quickly_only_the_newest_is_told(city):
    tell()
    carry_all()
    for seconds in (10, 20, 30):
        tell(key=f"appeal:12:{seconds}:maria", at=FRIDAY_NOON + timedelta(seconds=seconds))

    assert statuses() == ["sent", "dropped", "dropped", "queued"]
    waiting = Message.objects.get(status="queued")
    assert waiting.next_try_at == FRIDAY_NOON + post.WINDOW


def test_a_question_is_never_dropped_nor_late(city):
    tell()
    carry_all()
    tell(event="question", key="appeal:12:2:maria", at=FRIDAY_NOON + timedelta(seconds=5))
    tell(key="appeal:12:3:maria", at=FRIDAY_NOON + timedelta(seconds=9))

    assert statuses() == ["sent", "queued", "queued"]


def test_another_thing_does_not_wait(city):
    tell()
    tell(key="appeal:13:1:maria")

    assert statuses() == ["queued", "queued"]
    assert {row.next_try_at for row in Message.objects.all()} == {FRIDAY_NOON + delivery.NET}


def test_who_stopped_letters_gets_none(city):
    owner = owner_of(None, "email", MARIA.email)
    Preference.objects.create(owner=owner, event="progress", channel="email", is_wanted=False)

    tell()
    tell(event="result", key="appeal:12:2:maria")

    assert list(Message.objects.values_list("event", flat=True)) == ["result"]


def test_a_line_break_cannot_reach_the_headers(city):
    post.send(
        to=MARIA, event="result", key="appeal:1:1:m", subject="Раз\r\nBcc: a@b.ru", text="Два",
        at=FRIDAY_NOON,
    )  # fmt: skip

    assert Message.objects.get().subject == "Раз Bcc: a@b.ru"


def test_a_mailbox_is_not_buried_unless_it_burns(city, monkeypatch):
    monkeypatch.setattr(post, "allowed_each", lambda _, values, *__: [False] * len(values))
    tell()
    tell(event="alarm", key="alarm:1:1:maria")

    assert statuses() == ["dropped", "queued"]
    assert Message.objects.get(status="dropped").reason == "слишком много сообщений за час"


def test_the_broker_gets_a_number_and_nothing_else(committed):
    with scope.in_tenant(committed.penza):
        tell()
        number = Message.objects.get().pk
    with scope.entered(None):
        (message,) = OutboxMessage.objects.filter(topic="message")
    assert message.payload == {"message": number}


def test_no_sms_is_tried_where_the_city_has_none(city, settings):
    settings.SMS_URL = ""
    tell(to=Person(phone="+79270001122"))

    assert statuses() == []
