"""Support access as operators ask for it: each act a line of the journal with it."""

from datetime import datetime

from django.db import transaction

from console import lines
from console.models import Action
from tenants.accounts import support
from tenants.accounts.actor import Actor
from tenants.isolation.scope import schema_of
from tenants.models import City, SupportAccess


@transaction.atomic
def ask(
    city: City, *, reason: str, ticket: str, minutes: int, by: Actor, at: datetime
) -> SupportAccess:
    """Ask the city's administrator to be let in.

    Raises:
        support.Refused
    """
    row = support.ask(city, reason=reason, ticket=ticket, minutes=minutes, by=by, at=at)
    _note(Action.ASKED, row, by=by, at=at, reason=f"{row.ticket}: {row.reason}")
    return row


@transaction.atomic
def link(pk: int, *, by: Actor, at: datetime) -> tuple[SupportAccess, str]:
    """The one-time token for whoever asked; taking it is a line of the journal.

    Raises:
        support.Refused
    """
    token = support.link(pk, by=by, at=at)
    row = SupportAccess.objects.get(pk=pk)
    _note(Action.ENTERED, row, by=by, at=at, reason=f"{row.ticket}, согласие: {row.consented_by}")
    return row, token


@transaction.atomic
def finish(pk: int, *, by: Actor, at: datetime) -> SupportAccess:
    """End the look from the console.

    Raises:
        support.Refused
    """
    row = support.finish(pk, by=by.name, at=at)
    _note(Action.LEFT, row, by=by, at=at)
    return row


def _note(verb: str, row: SupportAccess, *, by: Actor, at: datetime, **details: str) -> None:
    schema = schema_of(row.tenant)
    lines.write(verb, schema=schema, city=row.city, by=by, at=at, **details)
