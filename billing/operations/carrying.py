"""Carrying an operation out, by a task, as the office: asked as often as needed, done once."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from billing import gateways
from billing.facts import Kind
from billing.gateway import Gateway, GatewayError, Refused, TryLater, Verb
from billing.models import Operation, ProviderSubscription
from billing.operations import ending, looking, packing, payers
from billing.operations.ordering import TOPIC
from tenants.fanout import outbox

log = logging.getLogger(__name__)

_AT_ONCE = 200
Answer = dict[str, Any]


def carry_out(pk: UUID, *, at: datetime) -> None:
    """Ask the rail, unless it has answered or somebody is asking; the row says how it ended.

    Raises:
        StillCarried: somebody is asking at this moment, and may yet die of it.
    """
    operation = Operation.claim(pk, at=at)
    if operation is None:
        return
    if operation.is_too_old(at):
        _too_late(operation, at=at)
        return
    try:
        gateway = gateways.of(operation.gateway)
        if operation.verb not in gateway.offers:
            raise Refused(f"{gateway.name} has no {operation.verb}")
        answer = _ASKING[Verb(operation.verb)](gateway, operation, at)
    except TryLater as error:
        ending.put_off(operation, str(error), at=at)
    except Refused as error:
        _refused(operation, str(error), at=at)
    except Exception as error:
        log.exception("Operation %s could not be carried out.", operation.pk)
        ending.put_off(operation, type(error).__name__, at=at)
    else:
        ending.done(operation, answer, at=at)
        if answer.get("kind") in (Kind.SUBSCRIPTION, Kind.INVOICE):
            looking.look(operation.pk, at=at)


def sweep(*, at: datetime) -> int:
    """Hand operations to the outbox again whose time has come; how many."""
    lost = Q(retry_at=None, ordered_at__lt=at - Operation.CLAIM)
    with transaction.atomic():
        waiting = Operation.objects.filter(lost | Q(retry_at__lte=at), sent_at=None)
        found = list(waiting.order_by("ordered_at").values_list("pk", flat=True)[:_AT_ONCE])
        Operation.objects.filter(pk__in=found).update(retry_at=at + Operation.CLAIM)
        outbox.put_all(TOPIC, [{"operation": str(pk)} for pk in found])
    return len(found)


def _checkout(gateway: Gateway, operation: Operation, at: datetime) -> Answer:
    params = operation.params
    page = gateway.start_checkout(
        payers.ref_of(gateway, operation, at=at),
        packing.plan_of(params),
        trial_until=packing.moment_of(params["trial_until"]),
        done_url=_naming(operation, params["done_url"]),
        back_url=params["back_url"],
        operation=str(operation.pk),
        key=operation.key,
    )
    return {"kind": Kind.CHECKOUT, "ref": page.ref, "url": page.url}


def _portal(gateway: Gateway, operation: Operation, at: datetime) -> Answer:
    page = gateway.open_portal(
        payers.ref_of(gateway, operation, at=at),
        back_url=_naming(operation, operation.params["back_url"]),
        key=operation.key,
    )
    return {"url": page.url}


def _naming(operation: Operation, address: str) -> str:
    """Where people come back to, and from what."""
    return f"{address}?operation={operation.pk}"


def _change_plan(gateway: Gateway, operation: Operation, at: datetime) -> Answer:
    changed = gateway.change_plan(
        _own_subscription(operation),
        packing.plan_of(operation.params),
        operation=str(operation.pk),
        key=operation.key,
    )
    return {"kind": Kind.SUBSCRIPTION, "ref": changed.ref}


def _own_subscription(operation: Operation) -> str:
    """What the order names, if it is its city's: a city writes its orders itself."""
    ref = str(operation.params["subscription"])
    with transaction.atomic():
        own = ProviderSubscription.objects.filter(tenant=operation.tenant, ref=ref)
        if not own.filter(gateway=operation.gateway).exists():
            raise Refused("a subscription that is not of this city")
    return ref


def _cancel(gateway: Gateway, operation: Operation, at: datetime) -> Answer:
    ended = gateway.cancel(
        _own_subscription(operation),
        at_once=operation.params["at_once"],
        operation=str(operation.pk),
        key=operation.key,
    )
    return {"kind": Kind.SUBSCRIPTION, "ref": ended.ref}


def _send_invoice(gateway: Gateway, operation: Operation, at: datetime) -> Answer:
    sent = gateway.send_invoice(
        payers.ref_of(gateway, operation, at=at),
        packing.lines_of(operation.params),
        days_until_due=operation.params["days_until_due"],
        note=operation.params["note"],
        operation=str(operation.pk),
        key=operation.key,
    )
    return {"kind": Kind.INVOICE, "ref": sent.ref}


_ASKING: Mapping[Verb, Callable[[Gateway, Operation, datetime], Answer]] = {
    Verb.CHECKOUT: _checkout,
    Verb.PORTAL: _portal,
    Verb.CHANGE_PLAN: _change_plan,
    Verb.CANCEL: _cancel,
    Verb.SEND_INVOICE: _send_invoice,
}


def _refused(operation: Operation, why: str, *, at: datetime) -> None:
    """The rail says no: for good, unless it was only asked in the name of a payer that is gone."""
    try:
        gateway = gateways.of(operation.gateway)
        if payers.found_gone(gateway, operation, at=at):
            ending.begun_anew(operation, at=at)
            with transaction.atomic():
                outbox.put(TOPIC, {"operation": str(operation.pk)})
            return
    except GatewayError as error:
        log.warning("The payer of %s could not be looked at: %s", operation.pk, error)
    ending.refused(operation, why, at=at)


def _too_late(operation: Operation, *, at: datetime) -> None:
    """A page nobody waits for is refused; what may have had an effect waits for the reconciler."""
    why = operation.failure or "too late"
    if operation.verb in Operation.PAGES:
        ending.refused(operation, why, at=at)
    else:
        ending.put_off(operation, why, at=at)
