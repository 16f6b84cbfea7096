"""Rails by name. A rail's client is loaded when it is first needed, never by the pages."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from billing.gateway import Gateway, Refused


def of(name: str) -> Gateway:
    """The rail of this name.

    Raises:
        Refused: this deployment has no such rail.
    """
    path = settings.BILLING_GATEWAYS.get(name)
    if path is None:
        raise Refused(f"There is no rail {name!r} here.")
    return _made(path)


def names() -> list[str]:
    """The rails of this deployment."""
    return list(settings.BILLING_GATEWAYS)


def takes_cards() -> bool:
    """Whether this deployment takes cards."""
    return settings.BILLING_CARD_GATEWAY in settings.BILLING_GATEWAYS


@cache
def _made(path: str) -> Gateway:
    make: Callable[[], Gateway] = import_string(path)
    return make()


def forget() -> None:
    """Make the rails anew when they are next needed: their settings have changed."""
    _made.cache_clear()
