"""A city's leaving as operators do it: each act a line of the journal with it."""

from datetime import datetime

from django.db import transaction

from console import lines
from console.models import Action
from tenants.accounts.actor import Actor
from tenants.lifecycle import offboarding
from tenants.models import City, Offboarding


@transaction.atomic
def begin(city: City, *, reason: str, by: Actor, at: datetime) -> Offboarding:
    """Close the city: read-only from now on, exported by the steward.

    Raises:
        offboarding.Refused
    """
    row = offboarding.order(city, reason=reason, by=by, at=at)
    _note(Action.CLOSING, row, by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def confirm(row: Offboarding, *, by: Actor, at: datetime) -> Offboarding:
    """One of the two voices for deletion.

    Raises:
        offboarding.Refused
    """
    row = offboarding.confirm(row.pk, by=by, at=at)
    _note(Action.CONFIRMED, row, by=by, at=at)
    return row


@transaction.atomic
def cancel(row: Offboarding, *, by: Actor, at: datetime) -> Offboarding:
    """The city stays.

    Raises:
        offboarding.Refused
    """
    row = offboarding.cancel(row.pk, by=by, at=at)
    _note(Action.KEPT, row, by=by, at=at)
    return row


@transaction.atomic
def retry(row: Offboarding, *, by: Actor, at: datetime) -> Offboarding:
    """Let the steward try again.

    Raises:
        offboarding.Refused
    """
    _note(Action.RETRIED, row, by=by, at=at, stopped_at=row.failure)
    return offboarding.retry(row.pk)


def _note(verb: str, row: Offboarding, *, by: Actor, at: datetime, **details: str) -> None:
    lines.write(verb, schema=row.schema_name, city=row.name, by=by, at=at, **details)
