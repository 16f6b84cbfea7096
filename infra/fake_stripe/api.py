"""One request of the interface: who asks, under which key, what goes wrong, what is answered."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from infra.fake_stripe import expanding, faults, params, routes, wire
from infra.fake_stripe.account import API_VERSION, Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.idempotency import Answer
from infra.fake_stripe.store import Object

# Refusals of a request that never began; under its key another may still be sent.
NOT_BEGUN = ("parameter_missing", "parameter_unknown", "parameter_invalid")


class Lost(Exception):
    """Nobody will ever hear the answer."""


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire; the names of its headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: str

    @property
    def path(self) -> str:
        """The address without its query."""
        return urlsplit(self.target).path

    @property
    def request(self) -> str:
        """Method and address: `POST /v1/customers`."""
        return f"{self.method} {self.path}"

    @property
    def key(self) -> str:
        """The idempotency key; only requests that change something have one."""
        return self.headers.get("idempotency-key", "") if self.method == "POST" else ""

    def sent(self) -> Object:
        """The parameters, of the form or of the query."""
        return wire.decoded(self.body or urlsplit(self.target).query)


def answer(account: Account, asked: Asked) -> Answer:
    """Do what is asked and say so.

    Raises:
        Lost: the answer does not arrive.
    """
    fault = account.faults.take(asked.request)
    kind = fault.kind if fault else ""
    if kind == faults.UNREACHABLE:
        raise Lost
    if kind == faults.TOO_MANY:
        return Answer(429, Refused("Too many requests.", code="rate_limit").body)
    if kind == faults.ERROR_BEFORE:
        return _failed()
    try:
        with account.keys.held(asked.key):
            given = _under_key(account, asked, fails=kind == faults.ERROR_AFTER)
    except Refused as refusal:
        return Answer(refusal.status, refusal.body)
    if kind == faults.LOST_ANSWER:
        raise Lost
    if fault and kind == faults.LATE_ANSWER:
        time.sleep(fault.seconds)
    return given


def _under_key(account: Account, asked: Asked, *, fails: bool) -> Answer:
    """The answer given before under this key, or a new one."""
    _let_in(account, asked)
    found = routes.found(asked.method, asked.path)
    if found is None:
        raise Refused(f"Unrecognized request URL ({asked.method}: {asked.path}).", status=404)
    route, identifiers = found
    sent = asked.sent()
    with account.lock:
        if known := account.keys.known(asked.key, asked.request, sent):
            return known
        given = _done(account, asked, route, identifiers, params.read(sent, route.params))
        if fails:
            given = _failed()
        if given.body.get("error", {}).get("code") not in NOT_BEGUN:
            account.keys.keep(asked.key, asked.request, sent, given)
        account.save()
    return given


def _done(
    account: Account, asked: Asked, route: routes.Route, identifiers: tuple[str, ...], read: Object
) -> Answer:
    account.request = {"id": f"req_{account.store.made}", "idempotency_key": asked.key or None}
    paths = read.pop("expand", [])
    try:
        thing = route.answer(account, read, *identifiers)
        return Answer(200, expanding.expanded(account, thing, paths))
    except Refused as refusal:
        return Answer(refusal.status, refusal.body)
    finally:
        account.request = None


def _let_in(account: Account, asked: Asked) -> None:
    if asked.headers.get("authorization", "") != f"Bearer {account.key}":
        raise Refused("Invalid API Key provided.", status=401)
    if asked.headers.get("stripe-version") != API_VERSION:
        raise Refused(f"This fake speaks version {API_VERSION} alone.")


def _failed() -> Answer:
    return Answer(500, Refused("An unknown error occurred.", status=500, kind="api_error").body)
