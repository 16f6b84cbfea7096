"""One line of the operators' journal: who did what to which city."""

from datetime import datetime
from typing import Any

from console.models import Action
from tenants.accounts.actor import Actor


def write(verb: str, *, schema: str, city: str, by: Actor, at: datetime, **details: Any) -> Action:
    """Add the line to the transaction of the act itself."""
    return Action.objects.create(
        at=at,
        by_id=by.user_id,
        by_name=by.name,
        verb=verb,
        schema_name=schema,
        city=city,
        details=details,
    )
