"""Seeing at once what an operation has changed at the rail; where that fails its event comes anyway."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing import gateways, mirror
from billing.facts import Kind, Reference
from billing.gateway import GatewayError
from billing.models import Operation
from billing.operations.ordering import running
from tenants.fanout import outbox

log = logging.getLogger(__name__)

TOPIC = "billing-look"


def returned(operation: Operation) -> None:
    """Somebody has come back from a page of the rail's: look soon, by a task."""
    outbox.put(TOPIC, {"operation": str(operation.pk)})


def look(pk: UUID, *, at: datetime) -> None:
    """Look at what the operation made; a cabinet makes nothing, there it is what runs that may be new."""
    with transaction.atomic():
        operation = Operation.objects.filter(pk=pk, state=Operation.DONE).first()
        about = _about(operation) if operation else None
    if operation is None or about is None:
        return
    cause = f"operation {operation.pk}"
    try:
        mirror.refresh(gateways.of(operation.gateway), about, cause=cause, at=at)
    except (GatewayError, mirror.Foreign) as error:
        log.warning("Operation %s is done, not yet seen: %s", operation.pk, error)


def _about(operation: Operation) -> Reference | None:
    if "ref" in operation.answer:
        return Reference(Kind(operation.answer["kind"]), operation.answer["ref"])
    found = running(operation.tenant)
    return Reference(Kind.SUBSCRIPTION, found.ref) if found else None
