"""FAULTS 29–31 of what leaves the product: killed at any step, nothing is lost and one at most doubled."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from appeals.models import Message
from appeals.notifications import delivery, post
from appeals.notifications.post import Person
from tenants.accounts.models import Mail
from tenants.fanout import relay, tasks
from tenants.fanout.carried import StillCarried
from tenants.isolation import scope
from tenants.models import OutboxMessage
from tests.conftest import FRIDAY_NOON
from tests.fakes.smtp import post_office
from tests.product import ROOT

# A worker that handles one message of the outbox and dies at the step it is told.
WORKER = """
import os, signal, sys
import django
django.setup()
from tenants.accounts import transport
from tenants.fanout import relay, tasks

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

step, topic, row, key, number = sys.argv[1:]
carry = transport.carry
if step == "claimed":
    transport.carry = die
if step == "sent":
    transport.carry = lambda *a, **k: (carry(*a, **k), die())
if step == "noted":
    relay.finish = die
tasks.deliver.push_request(headers={tasks.HEADER: "penza"}, called_directly=False)
tasks.deliver(topic, [[int(row), {key: int(number)}]])
"""


@pytest.fixture
def office(settings, monkeypatch):
    with post_office() as opened:
        settings.EMAIL_URL = opened.url
        monkeypatch.setenv("EMAIL_URL", opened.url)
        yield opened


def waiting(topic: str) -> list[OutboxMessage]:
    with scope.entered(None):
        return list(OutboxMessage.objects.filter(topic=topic))


def work(topic: str) -> None:
    """What a healthy worker does with each message that waits."""
    tasks.deliver.push_request(headers={tasks.HEADER: "penza"}, called_directly=False)
    try:
        for row in waiting(topic):
            tasks.deliver(topic, [[row.pk, row.payload]])
    finally:
        tasks.deliver.pop_request()


def killed(step: str, topic: str) -> None:
    """Let a worker die at this step of the message that waits."""
    (row,) = waiting(topic)
    ((key, number),) = row.payload.items()
    done = subprocess.run(
        [sys.executable, "-c", WORKER, step, topic, str(row.pk), key, str(number)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
             "DJANGO_SETTINGS_MODULE": "config.settings"},
        timeout=60,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL


def a_minute_passes(model) -> None:
    with transaction.atomic():
        model.objects.exclude(claimed_at=None).update(claimed_at=timezone.now() - model.CLAIM * 2)


def write(model) -> str:
    """One letter of this kind; its topic."""
    if model is Mail:
        send_mail("Код", "1234", "otklik@localhost", ["maria@example.org"])
        return "mail"
    post.send(
        to=Person(email="maria@example.org"), event="result", key="appeal:1:1",
        subject="Выполнено", text="Сегодня", at=FRIDAY_NOON,
    )  # fmt: skip
    return "message"


@pytest.mark.parametrize("model", [Mail, Message])
@pytest.mark.parametrize(("step", "letters"), [("claimed", 1), ("sent", 2), ("noted", 1)])
def test_a_worker_killed_at_any_step_loses_nothing(committed, office, model, step, letters):
    with scope.in_tenant(committed.penza):
        topic = write(model)

    killed(step, topic)
    assert len(waiting(topic)) == 1
    with scope.entered(committed.penza):
        a_minute_passes(model)
    work(topic)
    work(topic)

    assert len(office.letters) == letters
    assert waiting(topic) == []
    with scope.in_tenant(committed.penza):
        assert model.objects.get().sent_at is not None


@pytest.mark.parametrize("model", [Mail, Message])
def test_a_message_is_not_let_go_while_its_carrier_may_have_died(committed, office, model):
    with scope.in_tenant(committed.penza):
        topic = write(model)
    killed("claimed", topic)

    with pytest.raises(StillCarried):
        work(topic)

    assert len(waiting(topic)) == 1
    assert office.letters == []


def test_a_double_of_a_message_can_be_told_from_another(committed, office):
    with scope.in_tenant(committed.penza):
        topic = write(Message)
    killed("sent", topic)
    with scope.entered(committed.penza):
        a_minute_passes(Message)
    work(topic)

    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_wiped_outbox_is_filled_again_from_the_log(committed, office):
    with scope.in_tenant(committed.penza):
        write(Message)
    with scope.entered(None), transaction.atomic("owner"):
        OutboxMessage.objects.using("owner").all().delete()

    with scope.in_tenant(committed.penza):
        due = Message.objects.get().next_try_at
        assert delivery.sweep(at=due - timedelta(seconds=1)) == 0
        assert delivery.sweep(at=due) == 1
    work("message")

    assert len(office.letters) == 1


def test_what_kills_every_worker_is_set_aside(committed, office):
    with scope.in_tenant(committed.penza):
        topic = write(Message)
        Message.objects.update(attempts=delivery.ATTEMPTS)

    work(topic)

    with scope.in_tenant(committed.penza):
        message = Message.objects.get()
    assert (message.status, message.reason) == ("failed", "отправка прерывалась сбоем портала")
    assert office.letters == []


def test_the_relay_hands_messages_over_in_small_portions():
    assert relay.SLOW_TOPICS["message"] <= 5
