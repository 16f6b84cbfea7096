"""`expand`: an object in the place of its identifier, and what is only shown when asked for."""

from typing import Any

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused
from infra.fake_stripe.store import Object, copied

DEPTH = 4


def expanded(account: Account, thing: Object, paths: list[str]) -> Object:
    """A copy of the object with everything that was asked for.

    Raises:
        Refused: a path leads nowhere, or too deep.
    """
    shown = copied(thing)
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEPTH:
            raise Refused(
                f"You cannot expand more than {DEPTH} levels of a property.", param="expand"
            )
        _expand(account, shown, steps, path)
    return shown


def _expand(account: Account, place: Any, steps: list[str], path: str) -> None:
    if not steps or place is None:
        return
    step, *rest = steps
    if step == "data" and isinstance(place.get("data"), list):
        for each in place["data"]:
            _expand(account, each, rest, path)
        return
    if step not in place:
        place[step] = _hidden(account, place, step, path)
    elif isinstance(place[step], str):
        found = account.store.find(place[step])
        if found is None:
            raise _nowhere(path)
        place[step] = copied(found)
    elif not isinstance(place[step], dict | None):
        raise _nowhere(path)
    _expand(account, place[step], rest, path)


def _hidden(account: Account, place: Object, name: str, path: str) -> Any:
    kind, store = place.get("object"), account.store
    if (kind, name) == ("invoice", "payments"):
        found = store.all("invoice_payment", invoice=place["id"])
        return shapes.listed(copied(found), f"/v1/invoice_payments?invoice={place['id']}")
    if (kind, name) == ("invoice", "amount_paid_off_stripe"):
        by_card = sum(
            each["amount_paid"] for each in store.all("invoice_payment", invoice=place["id"])
        )
        return place["amount_paid"] - by_card
    if (kind, name) == ("customer", "subscriptions"):
        found = store.all("subscription", customer=place["id"])
        return shapes.listed(copied(found), f"/v1/customers/{place['id']}/subscriptions")
    raise _nowhere(path)


def _nowhere(path: str) -> Refused:
    return Refused(f"This property cannot be expanded ({path}).", param="expand")
