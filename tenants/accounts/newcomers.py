"""People made from the command line: the first operator, a dispatcher of a city."""

import secrets
from argparse import ArgumentTypeError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenants.accounts.actor import Role
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

STAFF = (Role.DISPATCHER, Role.CONTROLLER, Role.ADMINISTRATOR, Role.ORGANISATION)


def address(text: str) -> str:
    """An e-mail address of a command line.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        validate_email(text)
    except ValidationError as error:
        raise ArgumentTypeError(f"{text}: это не адрес почты") from error
    return text.lower()


class AlreadyThere(ValueError):
    """The address has an account with this tenant."""


def settle(tenant: Tenant, *, email: str, name: str, role: Role) -> str:
    """A person with a role at a tenant; the password is returned once and kept nowhere.

    Raises:
        AlreadyThere
    """
    password = secrets.token_urlsafe(12)
    with scope.in_tenant(tenant):
        if User.objects.filter(email__iexact=email).exists():
            raise AlreadyThere(email)
        User.objects.create_user(email=email, password=password, name=name, role=role)
    return password
