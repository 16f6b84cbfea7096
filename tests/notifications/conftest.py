"""Outside services on this machine, and one person to tell."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from appeals.models import Message
from appeals.notifications import delivery, post
from appeals.notifications.post import Person
from tests.conftest import FRIDAY_NOON
from tests.fakes.http import Service, service
from tests.fakes.smtp import PostOffice, post_office

MARIA = Person(name="Мария", email="maria@example.org")


@pytest.fixture(autouse=True)
def _unlimited() -> None:
    caches["limits"].clear()


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """The post, over real SMTP."""
    with post_office() as opened:
        settings.EMAIL_URL = opened.url
        yield opened


@pytest.fixture
def outside() -> Iterator[Service]:
    """A service, over real HTTP."""
    with service() as opened:
        yield opened


def tell(*, to=MARIA, event="result", key="appeal:12:1:maria", at=FRIDAY_NOON, **more) -> None:
    """Something to say, that may be sent at once."""
    link = "http://penza.localhost/track/x/"
    post.send(
        to=to, event=event, key=key, subject="Обращение выполнено", text="Сегодня", link=link,
        at=at, **more,
    )  # fmt: skip


def carry_all() -> None:
    """What the worker does with the messages of the outbox."""
    for pk in Message.objects.filter(Message.waiting()).values_list("pk", flat=True):
        delivery.deliver([{"message": pk}])
