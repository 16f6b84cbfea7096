"""Test clocks: customers who live in a time of their own, moved by hand."""

import stripe

from infra.fake_stripe import due
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.store import Object

MONTH = 30 * 86_400


def create(account: Account, params: Object) -> Object:
    """A clock that stands at a moment."""
    if "frozen_time" not in params:
        raise required("frozen_time")
    return account.add(
        stripe.test_helpers.TestClock,
        deletes_after=account.now() + MONTH,
        frozen_time=params["frozen_time"],
        name=params.get("name"),
        status="ready",
        status_details={"advancing": None},
    )


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The clock."""
    return account.store.get("test_helpers.test_clock", identifier)


def advance(account: Account, params: Object, identifier: str) -> Object:
    """Everything that becomes due on the way happens; here it has happened when this answers."""
    clock = account.store.get("test_helpers.test_clock", identifier)
    until = params.get("frozen_time")
    if until is None:
        raise required("frozen_time")
    if until <= clock["frozen_time"]:
        raise Refused("frozen_time must be after the clock's current time.", param="frozen_time")
    due.run(account, until, clock=clock)
    return clock
