"""Lists: newest first, page by page, with the filters that are used."""

from collections.abc import Callable, Mapping
from typing import Any

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, missing
from infra.fake_stripe.resources import prices
from infra.fake_stripe.store import Object

Filter = Callable[[Object, Object], bool]


def page(account: Account, params: Object, kind: str, url: str) -> Object:
    """A page of all objects of a kind.

    Raises:
        Refused: the object after which to go on is not there.
    """
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refused("limit must be between 1 and 100.", param="limit")
    wanted = _FILTERS.get(kind, _plain)
    found = [
        each
        for each in reversed(account.store.all(kind))
        if not each.get("deleted") and wanted(each, params) and _created(each, params)
    ]
    if after := params.get("starting_after"):
        places = [place for place, each in enumerate(found) if each["id"] == after]
        if not places:
            raise missing(kind, after)
        found = found[places[0] + 1 :]
    return shapes.listed(found[:limit], url, has_more=len(found) > limit)


def _created(thing: Object, params: Object) -> bool:
    asked: Any = params.get("created")
    if asked is None:
        return True
    moment = thing["created"]
    if isinstance(asked, int):
        return bool(moment == asked)
    return (
        asked.get("gte", moment) <= moment <= asked.get("lte", moment)
        and ("gt" not in asked or moment > asked["gt"])
        and ("lt" not in asked or moment < asked["lt"])
    )


def _plain(thing: Object, params: Object) -> bool:
    names = ("customer", "collection_method", "payment_intent", "invoice", "email", "type")
    return all(thing.get(name) == params[name] for name in names if name in params)


def _subscription(thing: Object, params: Object) -> bool:
    status = params.get("status")
    if status is None:
        fits = thing["status"] != "canceled"
    elif status == "ended":
        fits = thing["status"] in ("canceled", "incomplete_expired")
    else:
        fits = status in ("all", thing["status"])
    priced = [item["price"]["id"] for item in thing["items"]["data"]]
    return fits and _plain(thing, params) and params.get("price", priced[0]) in priced


def _invoice(thing: Object, params: Object) -> bool:
    parent = (thing["parent"] or {}).get("subscription_details") or {}
    return (
        _plain(thing, params)
        and params.get("status", thing["status"]) == thing["status"]
        and params.get("subscription", parent.get("subscription")) == parent.get("subscription")
    )


def _payment(thing: Object, params: Object) -> bool:
    asked = params.get("payment") or {}
    return _plain(thing, params) and all(
        thing["payment"].get(name) == value for name, value in asked.items()
    )


def _event(thing: Object, params: Object) -> bool:
    types = params.get("types") or [params.get("type", thing["type"])]
    return thing["type"] in types


def _session(thing: Object, params: Object) -> bool:
    fits = params.get("status", thing["status"]) == thing["status"]
    return fits and _plain(thing, params)


_FILTERS: Mapping[str, Filter] = {
    "checkout.session": _session,
    "subscription": _subscription,
    "invoice": _invoice,
    "invoice_payment": _payment,
    "price": prices.wanted,
    "event": _event,
}
