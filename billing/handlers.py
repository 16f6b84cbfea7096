"""What the outbox brings to money: each message is a reason to do something, as the office."""

import logging
from typing import Any
from uuid import UUID

from django.utils import timezone

from billing import following, mirror, reconciler
from billing.inbox import processing, taking
from billing.operations import carrying, looking, ordering
from tenants.fanout.office import in_office
from tenants.fanout.topics import handles

log = logging.getLogger(__name__)


@handles(taking.TOPIC)
def process(payloads: list[dict[str, Any]]) -> None:
    """Events that have come."""
    with in_office():
        for payload in payloads:
            processing.process(payload["received"], at=timezone.now())


@handles(ordering.TOPIC)
def carry_out(payloads: list[dict[str, Any]]) -> None:
    """Operations that were ordered, by a city or by the office."""
    with in_office():
        for payload in payloads:
            carrying.carry_out(UUID(payload["operation"]), at=timezone.now())


@handles(looking.TOPIC)
def look(payloads: list[dict[str, Any]]) -> None:
    """People who have come back from a page of the rail's."""
    with in_office():
        for payload in payloads:
            looking.look(UUID(payload["operation"]), at=timezone.now())


@handles(reconciler.TOPIC)
def reconcile(payloads: list[dict[str, Any]]) -> None:
    """Comparisons that were asked for."""
    with in_office():
        for payload in payloads:
            reconciler.reconcile(payload["reconciliation"], at=timezone.now())


@handles(mirror.TOPIC)
def follow(payloads: list[dict[str, Any]]) -> None:
    """Changes at a rail; one that cannot be booked keeps no other city's out of the books.

    Raises:
        The first failure, once all were tried: they come again, and what is booked already stays so.
    """
    failed: list[Exception] = []
    with in_office():
        for payload in payloads:
            try:
                following.follow(payload["change"], at=timezone.now())
            except Exception as error:
                log.exception("The change %s could not be followed.", payload["change"])
                failed.append(error)
    if failed:
        raise failed[0]
