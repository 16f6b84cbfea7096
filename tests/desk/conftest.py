"""The cast at their desks: each a browser that is signed in."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from appeals.desk import habits
from appeals.models import Member
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User
from tests import make
from tests.portal import counting

PENZA = {"host": "penza.localhost"}


def browser(person: User) -> Client:
    """A browser of this person on the city's host, who has been at the desk before."""
    habits.of(Actor(role=Role.RESIDENT, user_id=person.pk))
    signed = Client(headers=PENZA)
    signed.force_login(person)
    return signed


@pytest.fixture
def desk(city) -> Client:
    """The dispatcher's browser."""
    return browser(make.user("dispatcher", name="Нина, диспетчер"))


@pytest.fixture
def office(vodokanal, member) -> Client:
    """The browser of Горводоканал's dispatcher."""
    return browser(User.objects.get(pk=member.user_id))


@pytest.fixture
def other_office(stranger) -> Client:
    """The browser of another organisation's dispatcher."""
    return browser(User.objects.get(pk=stranger.user_id))


@pytest.fixture
def crew(vodokanal):
    """A crew of Горводоканал."""
    return vodokanal.crews.create(name="Бригада 2")


@pytest.fixture
def phone(vodokanal, crew) -> Client:
    """The phone of the crew."""
    actor = make.member(vodokanal, position=Member.CREW, crew=crew)
    return browser(User.objects.get(pk=actor.user_id))


@pytest.fixture
def statements():
    """`with statements(6):` — the block asks the database no more than that."""

    @contextmanager
    def at_most(number: int) -> Iterator[None]:
        with counting.statements() as seen:
            yield
        assert len(seen) <= number, "\n".join(seen)

    return at_most
