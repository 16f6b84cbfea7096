"""The fake Stripe with the real client in front of it, and the client's word on what it answers."""

import importlib
import json
import types
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import stripe
from stripe._list_object import ListObject
from stripe._object_classes import OBJECT_CLASSES
from stripe._stripe_object import StripeObject, UntypedStripeObject

from infra.fake_stripe import hints, server, shapes
from infra.fake_stripe.account import Account

stripe.enable_telemetry = False
KEY = "sk_test_otklik"
SECRET = "whsec_otklik"


@contextmanager
def account(now: float = 1_795_000_000.0) -> Iterator[Account]:
    """On the air inside the block; its time stands still until it is moved."""
    with server.serving(Account(key=KEY, clock=lambda: now)) as made:
        yield made


def client(of: Account) -> Any:
    """The official client, speaking to the fake."""
    return stripe.StripeClient(of.key, base_addresses={"api": of.url}, max_network_retries=0).v1


def body(event: dict[str, Any]) -> str:
    """An event as Stripe writes it."""
    return json.dumps(event, indent=2)


def class_of(thing: dict[str, Any]) -> type:
    """The client's class of an object."""
    module, name = OBJECT_CLASSES[thing["object"]]
    return getattr(importlib.import_module(module), name)


def strange(value: Any, hint: Any, path: str = "") -> list[str]:
    """What in a value the client's annotations do not allow; empty when all is well."""
    tried = [_strange(value, each, path) for each in hints.choices(hint)]
    literals = [each for each in hints.choices(hint) if get_origin(each) is Literal]
    if literals and isinstance(value, str):
        # Beside the words that there are stands plain `str`: room for words of the future, not ours.
        words = {word for each in literals for word in get_args(each)}
        return [] if value in words else [f"{path}: {value!r} is none of Stripe's words"]
    return min(tried, key=len)


def _strange(value: Any, hint: Any, path: str) -> list[str]:
    if hint is Any or isinstance(hint, str):
        return []
    if hint is types.NoneType:
        return [] if value is None else [f"{path}: {value!r} instead of null"]
    origin = get_origin(hint) or hint
    if origin is Literal:
        return [] if value in get_args(hint) else [f"{path}: {value!r}"]
    if origin is list:
        if not isinstance(value, list):
            return [f"{path}: {value!r} is no list"]
        inner = get_args(hint)[0]
        return [
            word
            for place, each in enumerate(value)
            for word in strange(each, inner, f"{path}[{place}]")
        ]
    if isinstance(origin, type) and issubclass(origin, StripeObject):
        return _strange_object(value, hint, origin, path)
    if origin is Decimal:
        fits = isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdecimal()
    elif origin is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
    else:
        fits = isinstance(value, origin)
    return [] if fits else [f"{path}: {value!r} is no {origin.__name__}"]


def _strange_object(value: Any, hint: Any, cls: type, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no {cls.__name__}"]
    if cls is UntypedStripeObject:
        return []
    if cls is ListObject:
        inner = get_args(hint)[0]
        found = (
            [] if value.keys() == {"object", "data", "has_more", "url"} else [f"{path}: no list"]
        )
        return found + strange(value.get("data"), list[inner], f"{path}.data")
    known = hints.fields(cls)
    if value.get("deleted"):
        return [] if value.keys() == {"id", "object", "deleted"} else [f"{path}: not quite deleted"]
    found = [
        f"{path}.{name}: the client knows no such field" for name in value.keys() - known.keys()
    ]
    for name, inner in known.items():
        if name in value:
            found += strange(value[name], inner, f"{path}.{name}")
        elif name not in shapes.HIDDEN and not _kind_of_payment(cls, name):
            found.append(f"{path}.{name}: missing")
    return found


def _kind_of_payment(cls: type, name: str) -> bool:
    """A payment method names its own kind alone."""
    return cls is stripe.PaymentMethod and name not in ("id", "object", "created", "type")
