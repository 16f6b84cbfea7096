"""What operators ask for: each an order for the steward and a line of the journal, together."""

from datetime import datetime
from typing import Any

from django.db import transaction

from console import lines
from console.models import Action
from tenants.accounts.actor import Actor
from tenants.models import ProvisioningJob
from tenants.provisioning import steps


class NothingToRetry(RuntimeError):
    """The order is carried out already, or was never placed."""


@transaction.atomic
def place(schema: str, wanted: dict[str, Any], *, by: Actor, at: datetime) -> ProvisioningJob:
    """Order a city; the process that holds the owner's rights carries it out."""
    job = steps.order(schema, wanted, by=by.name, using="default")
    note(Action.ORDERED, job, by=by, at=at, host=wanted["host"], code=wanted["code"])
    return job


@transaction.atomic
def correct(schema: str, wanted: dict[str, Any], *, by: Actor, at: datetime) -> ProvisioningJob:
    """Change an order of which nothing is carried out yet, and let the steward try again.

    Raises:
        NothingToRetry: something of it stands already.
    """
    job = ProvisioningJob.objects.select_for_update().filter(schema_name=schema).first()
    if job is None or job.done:
        raise NothingToRetry(schema)
    job.wanted, job.attempts, job.failure = wanted, 0, ""
    job.save(update_fields=["wanted", "attempts", "failure"])
    note(Action.CORRECTED, job, by=by, at=at, host=wanted["host"], code=wanted["code"])
    return job


@transaction.atomic
def retry(schema: str, *, by: Actor, at: datetime) -> ProvisioningJob:
    """Let the steward try a stopped order again; steps that are done are not repeated.

    Raises:
        NothingToRetry
    """
    job = ProvisioningJob.objects.select_for_update().filter(schema_name=schema).first()
    if job is None or job.finished_at is not None:
        raise NothingToRetry(schema)
    note(Action.RETRIED, job, by=by, at=at, stopped_at=job.failure)
    job.attempts, job.failure = 0, ""
    job.save(update_fields=["attempts", "failure"])
    return job


def note(verb: str, job: ProvisioningJob, *, by: Actor, at: datetime, **details: Any) -> Action:
    """One line of the operators' journal about an order."""
    return lines.write(
        verb, schema=job.schema_name, city=str(job.wanted.get("name", "")), by=by, at=at, **details
    )
