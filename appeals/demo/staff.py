"""People of a demonstration city: their accounts, and the log-ins that are shown."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from appeals.demo import people
from appeals.models import Crew, Member, Organisation
from tenants.accounts.models import User


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table that a start shows."""

    city: str
    host: str
    role: str
    name: str
    login: str
    password: str


def password() -> str:
    """One password for all demonstration accounts of this installation, drawn from its secret.

    Nothing is stored in clear, and every start can show it again.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), b"otklik demo log-ins", hashlib.sha256).digest()
    letters = base64.b32encode(digest).decode().lower().translate(str.maketrans("lio", "789"))
    return "-".join((letters[:4], letters[4:8], letters[8:12]))


@lru_cache(maxsize=1)
def _hash() -> str:
    """The password hashed once: hashing is slow on purpose."""
    return make_password(password())


class Staffing:
    """Makes accounts whose password is hashed once for all of them."""

    def __init__(self, schema: str) -> None:
        self._schema = schema
        self._luck = Random(f"staff:{schema}")  # noqa: S311 — names, not secrets
        self._hash = _hash()

    def person(self, login: str, role: str, name: str = "") -> User:
        """An account `login@schema.example`, made once."""
        email = address(login, self._schema)
        user, made = User.objects.get_or_create(
            email=email,
            defaults={
                "name": name or people.short_name(self._luck),
                "role": role,
                "password": self._hash,
                "identity_level": 1,
            },
        )
        if made:
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    def member(
        self, login: str, organisation: Organisation, position: str, crew: Crew | None = None
    ) -> User:
        """An account with a place in an organisation."""
        user = self.person(login, "organisation")
        Member.objects.get_or_create(
            user=user, defaults={"organisation": organisation, "position": position, "crew": crew}
        )
        return user


def address(login: str, schema: str) -> str:
    """A log-in in a domain that no mail can leave for."""
    return f"{login}@{schema}.example"
