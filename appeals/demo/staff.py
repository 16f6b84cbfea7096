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
    """Gathers people and their places, and hires them all at once."""

    def __init__(self, schema: str) -> None:
        self._schema = schema
        self._luck = Random(f"staff:{schema}")  # noqa: S311 — names, not secrets
        self._people: list[User] = []
        self._members: list[Member] = []

    def person(self, login: str, role: str, name: str = "") -> User:
        """An account `login@schema.example`."""
        user = User(
            email=address(login, self._schema),
            name=name or people.short_name(self._luck),
            role=role,
            password=_hash(),
            identity_level=1,
        )
        self._people.append(user)
        return user

    def member(
        self, login: str, organisation: Organisation, position: str, crew: Crew | None = None
    ) -> None:
        """An account with a place in an organisation."""
        user = self.person(login, "organisation")
        self._members.append(
            Member(
                user=user,
                organisation=organisation,
                position=position,
                crew=crew,
                # Its certificate is planted with the rest of the city's training.
                is_cleared=organisation.stage == Organisation.LIVE,
            )
        )

    def hire(self) -> None:
        """Store everybody who is not there yet, with confirmed addresses."""
        known = set(User.objects.values_list("email", flat=True))
        fresh = [user for user in self._people if user.email not in known]
        User.objects.bulk_create(fresh)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email or "", verified=True, primary=True)
            for user in fresh
        )
        Member.objects.bulk_create(member for member in self._members if member.user.pk)


def address(login: str, schema: str) -> str:
    """A log-in in a domain that no mail can leave for."""
    return f"{login}@{schema}.example"
