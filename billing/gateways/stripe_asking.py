"""Stripe's errors in our two words: ask again, or do not.

What Stripe says in full may hold somebody's address, so only codes are passed on.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from billing.gateway import Refused, TryLater

_NO = (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError)
# What a second answer says of a thing that is not there, or there already.
MISSING, EXISTS = "resource_missing", "resource_already_exists"


@contextmanager
def asking() -> Iterator[None]:
    """Ask inside the block.

    Raises:
        Refused: Stripe says no for good.
        TryLater: no answer, too many requests, a failure of theirs, a key of ours that does not fit.
    """
    try:
        yield
    except _NO as error:
        raise Refused(said(error)) from error
    except stripe.StripeError as error:
        raise TryLater(said(error)) from error


@contextmanager
def unless(code: str) -> Iterator[None]:
    """The same, but an error with this code ends the block in silence."""
    try:
        with asking():
            yield
    except Refused as refusal:
        if getattr(refusal.__cause__, "code", None) != code:
            raise


def said(error: stripe.StripeError) -> str:
    """An error without anybody's words: its kind, code, parameter and the request's number."""
    parts = (
        type(error).__name__,
        error.code,
        getattr(error, "param", None),
        error.request_id,
    )
    return " ".join(str(part) for part in parts if part)
