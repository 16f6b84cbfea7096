"""How a try of an operation ends: done, refused, put off, or begun anew under another key."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from billing import retrying
from billing.models import Operation


def done(operation: Operation, answer: dict[str, Any], *, at: datetime) -> None:
    """The rail has done it."""
    _end(operation, Operation.DONE, at=at, answer=answer, failure="")


def refused(operation: Operation, why: str, *, at: datetime) -> None:
    """The rail has said no, or nobody waits for it any more."""
    _end(operation, Operation.REFUSED, at=at, answer={}, failure=why)


def put_off(operation: Operation, why: str, *, at: datetime) -> None:
    """Nobody knows; ask again later, with the same key."""
    _change(
        operation,
        claimed_at=None,
        attempts=F("attempts") + 1,
        failure=why,
        retry_at=retrying.next_try(operation.attempts + 1, at),
    )


def begun_anew(operation: Operation, *, at: datetime) -> None:
    """It is proven that the last key had no effect and never will: take another."""
    _change(operation, claimed_at=None, generation=F("generation") + 1, keyed_at=at, retry_at=at)


def _end(operation: Operation, state: str, *, at: datetime, **told: Any) -> None:
    _change(operation, state=state, sent_at=at, retry_at=None, attempts=F("attempts") + 1, **told)


def _change(operation: Operation, **values: Any) -> None:
    with transaction.atomic():
        Operation.objects.filter(pk=operation.pk, sent_at=None).update(**values)
