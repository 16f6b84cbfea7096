"""Tiny readers of the environment: the only place that knows how a setting is spelled outside."""

import os
from urllib.parse import ParseResult, parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()


def text(name: str, default: object = _MISSING) -> str:
    """The variable as text; without a default its absence is a clear error at start-up."""
    value = os.environ.get(name, default)
    if value is _MISSING:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(value)


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    return int(os.environ.get(name, default))


def numbers(name: str, default: str) -> tuple[int, ...]:
    """`7 1` as whole numbers."""
    return tuple(int(each) for each in text(name, default).split())


def pairs(name: str) -> dict[str, str]:
    """`penza=one kazan=two` as a dictionary; empty without the variable."""
    return dict(pair.split("=", 1) for pair in text(name, "").split())


def database(name: str) -> dict[str, object]:
    """A `postgresql://user:password@host:port/name` address as Django's connection settings."""
    url: ParseResult = urlparse(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://")
    return {
        "ENGINE": "tenants.isolation.backend",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }
