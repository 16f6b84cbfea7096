"""An action is one transaction: the request's own where one is open, else one of its own.

No savepoint: a request whose answer is an error is rolled back as a whole
(tenants.isolation.middleware), and a screen may still read what it needs to explain the refusal.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def whole(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action happen together or not at all."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        with transaction.atomic():
            return action(*args, **kwargs)

    return run
