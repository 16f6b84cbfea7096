"""Which city this code works for: a context variable, never a state of the database session.

Threads, tasks and streams each have their own; nothing is shared, nothing has to be reset.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import get_language

from tenants.entitlement import FULL, Entitlement, signs_in

PUBLIC = "public"
_SCHEMA = re.compile(r"[a-z][a-z0-9_]{1,47}")
_RESERVED = ("pg_", "information_schema", PUBLIC)


class NoTenant(RuntimeError):
    """Work that belongs to a city was asked for outside every city."""


class BadSchemaName(ValueError):
    """A name that cannot be a city's schema."""


@dataclass(frozen=True, slots=True)
class Branding:
    """How a city looks: data for the one common template."""

    colour: str = "#1a5fb4"
    colour_strong: str = "#124683"
    colour_soft: str = "#e7f0fb"
    colour_2: str = "#8a95a3"
    emblem: str = ""
    emblem_version: str = ""
    phone: str = ""
    phone_title: str = ""
    slogan: str = ""
    # What stands above in another language: `{"en": {"name": "Penza", "slogan": "…"}}`.
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    tiles_url: str = ""
    tiles_credit: str = ""

    def said(self, word: str, plain: str) -> str:
        """One of the city's own words in the language being spoken; as it is where it has none."""
        return self.words.get(get_language() or "", {}).get(word) or plain


@dataclass(frozen=True, slots=True)
class Tenant:
    """The facts about a city (or the office) that every request and task needs, unchangeable."""

    id: int
    schema: str
    kind: str
    name: str
    code: str = ""
    latin_code: str = ""
    time_zone: str = "Europe/Moscow"
    host: str = ""
    latitude: float | None = None
    longitude: float | None = None
    state: str = "live"
    is_public: bool = True
    opens_on: date | None = None
    entitlement: Entitlement = FULL
    branding: Branding = field(default_factory=Branding)

    @property
    def role(self) -> str:
        """The database role that owns nothing and may read this schema alone."""
        return role_of(self.schema)

    def is_open(self, on: date) -> bool:
        """Whether residents find the portal there on this day of the city's calendar."""
        return self.is_public or (self.opens_on is not None and self.opens_on <= on)

    @property
    def title(self) -> str:
        """The city's name for whoever reads now: Казань, Казан, Kazan."""
        return self.branding.said("name", self.name)

    @property
    def slogan(self) -> str:
        """The line under the name, in the language being spoken."""
        return self.branding.said("slogan", self.branding.slogan)

    @property
    def phone_title(self) -> str:
        """Whose number the city's phone is, in the language being spoken."""
        return self.branding.said("phone_title", self.branding.phone_title)


_current: ContextVar[Tenant | None] = ContextVar("tenant", default=None)
_signs_in: ContextVar[bool] = ContextVar("somebody_signs_in", default=False)


def current() -> Tenant | None:
    """The tenant this code works for, or None on the platform's own ground."""
    return _current.get()


def require() -> Tenant:
    """The tenant this code works for.

    Raises:
        NoTenant: there is none; such code never falls back to `public`.
    """
    tenant = _current.get()
    if tenant is None:
        raise NoTenant("This work belongs to a city, and no city was entered.")
    return tenant


def schema() -> str:
    """The schema of the current tenant, `public` outside all."""
    tenant = _current.get()
    return tenant.schema if tenant else PUBLIC


@contextmanager
def entered(tenant: Tenant | None) -> Iterator[Tenant | None]:
    """Work for `tenant` inside the block (None: for the platform itself)."""
    if tenant is not None:
        check_schema_name(tenant.schema)
    token = _current.set(tenant)
    try:
        yield tenant
    finally:
        _current.reset(token)


@contextmanager
def signing_in() -> Iterator[None]:
    """Somebody signs in or out inside the block: where the city lets them, that alone is stored."""
    token = _signs_in.set(True)
    try:
        yield
    finally:
        _signs_in.reset(token)


def is_sealed() -> bool:
    """Whether the database takes no write of the current city now."""
    tenant = _current.get()
    if tenant is None or not tenant.entitlement.is_sealed:
        return False
    return not (_signs_in.get() and signs_in(tenant.entitlement.state))


@contextmanager
def in_tenant(tenant: Tenant, *, durable: bool = False) -> Iterator[Tenant]:
    """Work for `tenant` inside the block, as one transaction."""
    with entered(tenant), transaction.atomic(durable=durable):
        yield tenant


def role_of(schema: str) -> str:
    """The database role of a schema: shared tables say by it whose a row is."""
    return f"t_{schema}"


def schema_of(role: str) -> str:
    """The schema whose role this is."""
    return role.removeprefix("t_")


def check_schema_name(name: str) -> str:
    """The name itself when it can be a schema of ours: lower-case Latin letters, digits, `_`.

    Raises:
        BadSchemaName: it cannot.
    """
    if not _SCHEMA.fullmatch(name) or name.startswith(_RESERVED):
        raise BadSchemaName(f"{name!r} cannot be a schema's name.")
    return name
