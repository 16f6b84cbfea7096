"""FAULT 33 and others of what is told: two timetables, two workers, one broken channel; and canaries."""

import io
import logging
import threading
from datetime import timedelta

import pytest
from django.db import connections

from appeals.models import DigestLine, Message
from appeals.notifications import channels, delivery, digest, post
from appeals.notifications.post import Person
from tenants.isolation import scope
from tenants.isolation.logs import TenantFormatter
from tenants.models import OutboxMessage
from tests import make
from tests.conftest import FRIDAY_NOON

NAME, MAIL, TEXT = "Канарейкина Мария", "kanarejka@example.org", "ТАЙНЫЙ-ТЕКСТ"
CANARIES = (NAME, MAIL, "kanarejka", TEXT)
MORNING = FRIDAY_NOON + timedelta(hours=24)


def tell(key: str = "appeal:1:1", *, at=FRIDAY_NOON, event: str = "result") -> None:
    post.send(
        to=Person(name=NAME, email=MAIL), event=event, key=key, subject=TEXT, text=TEXT, at=at
    )


def together(tenant, *works) -> list[object]:
    """All at the same moment, each in a transaction of its own."""
    start = threading.Barrier(len(works))
    outcomes: list[object] = [None] * len(works)

    def run(index: int) -> None:
        try:
            start.wait(20)
            with scope.in_tenant(tenant):
                outcomes[index] = works[index]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[index]) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_timetables_hand_each_message_over_once(committed):
    with scope.in_tenant(committed.penza):
        for number in range(20):
            tell(f"appeal:{number}:1", at=FRIDAY_NOON + timedelta(hours=12))
    with scope.entered(None):
        assert OutboxMessage.objects.count() == 0

    taken = together(committed.penza, *[lambda: delivery.sweep(at=MORNING)] * 2)

    assert sum(taken) == 20
    with scope.entered(None):
        assert OutboxMessage.objects.filter(topic="message").count() == 20


def test_two_workers_tell_of_one_event_once(committed):
    together(committed.penza, *[tell] * 4)

    with scope.in_tenant(committed.penza):
        assert Message.objects.count() == 1
    with scope.entered(None):
        assert OutboxMessage.objects.count() == 1


def test_two_timetables_write_one_summary(committed):
    with scope.in_tenant(committed.penza):
        organisation = make.organisation()
        make.member(organisation, position="head")
        DigestLine.objects.create(
            organisation_id=organisation.pk, event="assigned", appeal_id=1, journal_id=1,
            at=FRIDAY_NOON - timedelta(hours=1),
        )  # fmt: skip

    together(committed.penza, *[lambda: digest.write(at=FRIDAY_NOON)] * 2)

    with scope.in_tenant(committed.penza):
        assert Message.objects.count() == 1


def test_a_timetable_that_slept_an_hour_writes_one_summary(city):
    organisation = make.organisation()
    make.member(organisation, position="head")
    DigestLine.objects.create(
        organisation_id=organisation.pk,
        event="assigned",
        appeal_id=1,
        journal_id=1,
        at=FRIDAY_NOON - timedelta(hours=1),
    )
    for minutes in (0, 70, 80):
        digest.write(at=FRIDAY_NOON + timedelta(minutes=minutes))

    assert Message.objects.count() == 1


@pytest.fixture
def log() -> io.StringIO:
    """All that the product's formatter writes meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(TenantFormatter("%(levelname)s %(tenant)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.DEBUG
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_one_broken_channel_keeps_nobody_waiting_and_tells_no_names(committed, log, monkeypatch):
    def broken(message: Message) -> None:
        if message.key == "appeal:1:1":
            raise ValueError(f"{message.name} {message.to} {message.text}")

    monkeypatch.setattr(channels, "CHANNELS", {"email": broken})
    monkeypatch.setattr(delivery, "CHANNELS", {"email": broken})
    with scope.in_tenant(committed.penza):
        tell("appeal:1:1")
        tell("appeal:2:1")
        numbers = list(Message.objects.order_by("pk").values_list("pk", flat=True))

    with scope.entered(committed.penza):
        delivery.deliver([{"message": number} for number in numbers])

    with scope.in_tenant(committed.penza):
        states = dict(Message.objects.values_list("key", "status"))
        assert Message.objects.get(key="appeal:1:1").reason == "сбой на стороне портала"
    assert states == {"appeal:1:1": "queued", "appeal:2:1": "sent"}
    assert "ValueError" in log.getvalue()
    assert not [canary for canary in CANARIES if canary in log.getvalue()]


def test_the_broker_and_what_is_left_after_retention_name_nobody(committed):
    with scope.in_tenant(committed.penza):
        tell()
        message = Message.objects.get()
    kept = f"{message.key} {message.about} {message.recipient} {message.reason}"
    with scope.entered(None):
        carried = "".join(str(row.payload) for row in OutboxMessage.objects.all())

    assert not [canary for canary in CANARIES if canary in kept + carried]


def test_addresses_that_open_something_are_not_logged(log):
    logging.getLogger("x").warning("GET %s", "/notifications/stop/12-abcdef/")
    logging.getLogger("x").warning("POST %s", "https://api.telegram.org/bot123:ABC-def/sendMessage")

    assert "abcdef" not in log.getvalue()
    assert "ABC-def" not in log.getvalue()
