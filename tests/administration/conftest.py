"""The city's administrator."""

import pytest
from django.test import Client

from tenants.accounts.actor import Actor, Role
from tests import make
from tests.desk.conftest import browser


@pytest.fixture
def administrator(city) -> Actor:
    """Who sets how the city works."""
    person = make.user("administrator", name="Ольга, администратор")
    return Actor(role=Role.ADMINISTRATOR, user_id=person.pk, name=person.name)


@pytest.fixture
def seat(administrator) -> Client:
    """The administrator's browser."""
    from tenants.accounts.models import User

    return browser(User.objects.get(pk=administrator.user_id))
