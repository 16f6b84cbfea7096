"""The reconciler: everything a rail has against everything we have; heals, reports, asks for people.

Lists may be stale by the time they are read, so a difference is never healed from the list: it is
only a reason to look at the thing itself once more.
"""

import logging
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from billing import gateways, mirror, operations
from billing.ending import LEFT
from billing.facts import CURRENCY, Kind, Owed, Reference, Running, Thing
from billing.following import RUNS, pays_by_contract
from billing.gateway import Gateway, GatewayError
from billing.models import (
    Operation,
    ProviderInvoice,
    ProviderSubscription,
    Received,
    Reconciliation,
    Subscription,
)
from billing.operations import adopting
from tenants.accounts.actor import SYSTEM, Actor
from tenants.fanout import outbox

log = logging.getLogger(__name__)

TOPIC = "billing-reconciliation"
# Invoices older than this are only looked at while they are open.
_INVOICES = timedelta(days=40)
_EVENTS_WAIT = timedelta(hours=1)


@dataclass
class Findings:
    """What a run has seen so far."""

    cause: str
    at: datetime
    looked: Counter[str] = field(default_factory=Counter)
    healed: list[dict[str, object]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    by_operation: dict[str, Reference] = field(default_factory=dict)


def order(gateway: str, *, by: Actor, at: datetime) -> Reconciliation:
    """Have a rail compared soon, by a task."""
    run = Reconciliation.objects.create(gateway=gateway, ordered_by=by.name, ordered_at=at)
    outbox.put(TOPIC, {"reconciliation": run.pk})
    return run


def reconcile(pk: int, *, at: datetime) -> Reconciliation | None:
    """Compare, heal and report; None when somebody has begun this run already."""
    with transaction.atomic():
        if not Reconciliation.objects.filter(pk=pk, begun_at=None).update(begun_at=at):
            return None
        run = Reconciliation.objects.get(pk=pk)
    findings = Findings(cause=f"reconciliation {pk}", at=at)
    try:
        _compare(gateways.of(run.gateway), findings)
    except GatewayError as error:
        run.failure = str(error)
    except Exception as error:
        log.exception("%s could not be reconciled.", run)
        run.failure = type(error).__name__
    run.looked, run.healed = dict(findings.looked), findings.healed
    run.problems, run.finished_at = findings.problems, at
    with transaction.atomic():
        run.save()
    if run.healed or run.problems or run.failure:
        log.warning(
            "%s reconciled: %s healed, %s problems.", run, len(run.healed), len(run.problems)
        )
    return run


def _compare(gateway: Gateway, findings: Findings) -> None:
    since = findings.at - _INVOICES
    for kind in (Kind.SUBSCRIPTION, Kind.INVOICE):
        for facts in gateway.everything(kind, since=since):
            _one(gateway, kind, facts, findings)
    for reference in gateway.refunded(since=since):
        findings.looked["refund"] += 1
        _heal(gateway, reference, findings)
    _unseen(gateway, findings)
    _end_those_of_who_left(gateway, findings)
    _twice(gateway, findings)
    _both_ways(gateway, findings)
    _foreign_money(gateway, findings)
    _stuck(gateway, findings)


def _one(gateway: Gateway, kind: Kind, facts: Thing, findings: Findings) -> None:
    findings.looked[kind] += 1
    about = Reference(kind, facts.ref)
    findings.seen.add(facts.ref)
    if facts.operation:
        findings.by_operation[facts.operation] = about
    try:
        if mirror.differs(gateway, kind, facts):
            _heal(gateway, about, findings)
    except mirror.Foreign:
        findings.looked["foreign"] += 1


def _heal(gateway: Gateway, about: Reference, findings: Findings) -> bool:
    """Look at the thing itself; whether that changed anything of ours."""
    try:
        changes = mirror.refresh(gateway, about, cause=findings.cause, at=findings.at)
    except mirror.Foreign:
        return False
    for change in changes:
        findings.healed.append(
            {"kind": about.kind, "ref": about.ref, "tenant": change.tenant, "what": change.what}
        )
    return bool(changes)


def _unseen(gateway: Gateway, findings: Findings) -> None:
    """Ours that the lists did not name: old open invoices, and what is gone at the rail."""
    with transaction.atomic():
        here = {"gateway": gateway.name, "payer__is_live": gateway.is_live}
        running = ProviderSubscription.objects.filter(**here).exclude(state=Running.ENDED)
        owed = ProviderInvoice.objects.filter(**here, state=Owed.OPEN)
        ours = [Reference(Kind.SUBSCRIPTION, ref) for ref in running.values_list("ref", flat=True)]
        ours += [Reference(Kind.INVOICE, ref) for ref in owed.values_list("ref", flat=True)]
    for about in ours:
        if about.ref in findings.seen:
            continue
        findings.looked[about.kind] += 1
        if not _heal(gateway, about, findings) and gateway.fetch(about) is None:
            findings.problems.append(f"{about.ref}: у нас есть, у платёжной системы нет.")


def _end_those_of_who_left(gateway: Gateway, findings: Findings) -> None:
    """A city that has left is charged no more, whatever became of the order that its leaving gave."""
    with transaction.atomic():
        running = ProviderSubscription.objects.filter(
            gateway=gateway.name, payer__is_live=gateway.is_live, tenant__startswith=LEFT
        ).exclude(state=Running.ENDED)
        for row in running.order_by("pk"):
            with suppress(operations.Busy):
                operations.cancel(row.tenant, ref=row.ref, at_once=True, by=SYSTEM, at=findings.at)


def _twice(gateway: Gateway, findings: Findings) -> None:
    """Cities that pay two subscriptions at once."""
    with transaction.atomic():
        running = ProviderSubscription.objects.filter(
            gateway=gateway.name, payer__is_live=gateway.is_live
        ).exclude(state__in=[Running.ENDED, Running.INCOMPLETE])
        by_city = running.values("payer__city__name").annotate(many=Count("pk"))
        for row in by_city.filter(many__gt=1).order_by("payer__city__name"):
            city, many = row["payer__city__name"], row["many"]
            findings.problems.append(
                f"{city}: подписок сразу {many}; лишнюю завершите в расчётах города."
            )


def _both_ways(gateway: Gateway, findings: Findings) -> None:
    """Cities whose card goes on paying beside a contract; one told to end is only running out."""
    with transaction.atomic():
        charged = ProviderSubscription.objects.filter(
            gateway=gateway.name, payer__is_live=gateway.is_live, ends_at=None, state__in=RUNS
        )
        rows = Subscription.objects.select_related("city").filter(
            city__in=charged.values("payer__city")
        )
        for row in rows.order_by("city__name"):
            if pays_by_contract(row, at=findings.at):
                findings.problems.append(f"{row.city.name}: платит и по договору, и картой.")


def _foreign_money(gateway: Gateway, findings: Findings) -> None:
    """Invoices that are in no book: somebody made them at the rail's own desk."""
    with transaction.atomic():
        rows = ProviderInvoice.objects.filter(
            gateway=gateway.name, payer__is_live=gateway.is_live, kopecks__gt=0
        )
        strange = rows.exclude(currency=CURRENCY).exclude(state=Owed.VOID)
        for city, number in strange.order_by("pk").values_list("payer__city__name", "number"):
            findings.problems.append(f"{city}: счёт {number} не в рублях, в книгах его нет.")


def _stuck(gateway: Gateway, findings: Findings) -> None:
    """Operations nobody could finish, events nobody could read."""
    for line in adopting.settle(gateway.name, findings.by_operation, at=findings.at):
        findings.healed.append(line)
    with transaction.atomic():
        waiting = Received.objects.filter(
            gateway=gateway.name,
            state=Received.WAITING,
            received_at__lt=findings.at - _EVENTS_WAIT,
        ).count()
        stuck = Operation.objects.filter(
            gateway=gateway.name, sent_at=None, keyed_at__lt=findings.at - _EVENTS_WAIT
        ).count()
    if waiting:
        findings.problems.append(f"Уведомлений ждёт дольше часа: {waiting}.")
    if stuck:
        findings.problems.append(f"Действий не выполнено дольше часа: {stuck}.")
