"""The rails' subscriptions and invoices in our tables: fetched, compared, written once.

Nobody believes the order in which news arrive. Whoever hears of a thing looks at it as it is now, and
writes only if nobody has written since before the look; otherwise it looks again. So the last word
here is the rail's last word, and each change is one row of `Change` and one message, however many
heard of it at once. Everything here runs as the office.
"""

from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from billing.facts import CustomerGone, Kind, Reference, Thing
from billing.gateway import Gateway, TryLater
from billing.models import Change, Payer, ProviderInvoice, ProviderSubscription
from tenants.fanout import outbox

# Who wants to act on a change handles this topic: `{"change": <id>}`, told to the office.
TOPIC = "billing-change"
REFUNDED, CHANGED = "refunded", "changed"
_TRIES = 10
_Row = ProviderSubscription | ProviderInvoice
_TABLES: dict[Kind, type[ProviderSubscription] | type[ProviderInvoice]] = {
    Kind.SUBSCRIPTION: ProviderSubscription,
    Kind.INVOICE: ProviderInvoice,
}


class Foreign(Exception):
    """The rail's account serves somebody else too: this is none of our payers."""


class _Overtaken(Exception):
    """Somebody wrote between our look and our writing."""


def refresh(gateway: Gateway, reference: Reference, *, cause: str, at: datetime) -> list[Change]:
    """Let our tables say what the rail says of one thing now; what changed by that.

    Raises:
        Foreign, GatewayError
    """
    about = gateway.resolve(reference)
    if about is None:
        return []
    for _ in range(_TRIES):
        seen = _version(gateway, about)
        facts = gateway.fetch(about)
        if facts is None:
            return []
        if isinstance(facts, CustomerGone):
            return _forget(gateway, facts, at)
        try:
            with transaction.atomic():
                return _write(gateway, about.kind, facts, seen, cause=cause, at=at)
        except _Overtaken:
            continue
    raise TryLater(f"{about.ref} changes faster than it can be read")


def differs(gateway: Gateway, kind: Kind, facts: Thing) -> bool:
    """Whether our tables say something else than these facts.

    Raises:
        Foreign
    """
    with transaction.atomic():
        payer = _payer(gateway, facts.customer)
        row = _TABLES[kind].objects.filter(gateway=gateway.name, ref=facts.ref).first()
    return row is None or bool(_different(row, _columns(facts, payer)))


def _version(gateway: Gateway, about: Reference) -> int:
    table = _TABLES.get(about.kind)
    if table is None:
        return 0
    with transaction.atomic():
        found = table.objects.filter(gateway=gateway.name, ref=about.ref)
        return found.values_list("version", flat=True).first() or 0


def _write(
    gateway: Gateway,
    kind: Kind,
    facts: Thing,
    seen: int,
    *,
    cause: str,
    at: datetime,
) -> list[Change]:
    table, payer = _TABLES[kind], _payer(gateway, facts.customer)
    values = _columns(facts, payer)
    row = table.objects.filter(gateway=gateway.name, ref=facts.ref).first()
    if (row.version if row else 0) != seen:
        raise _Overtaken
    changed = _different(row, values)
    if not changed:
        return []
    if row is None:
        row = _created(table, gateway=gateway.name, changed_at=at, **values)
        before: dict[str, Any] = {}
    else:
        before = {name: getattr(row, name) for name in changed}
        ours = table.objects.filter(pk=row.pk, version=seen)
        if not ours.update(version=seen + 1, changed_at=at, **changed):
            raise _Overtaken
    return _told(kind, row, payer, before, changed, cause=cause, at=at)


def _created(table: Any, **values: Any) -> Any:
    try:
        with transaction.atomic():
            return table.objects.create(**values)
    except IntegrityError as error:
        raise _Overtaken from error


def _told(
    kind: Kind,
    row: _Row,
    payer: Payer,
    before: dict[str, Any],
    changed: dict[str, Any],
    *,
    cause: str,
    at: datetime,
) -> list[Change]:
    """The change as rows for the ledger and messages for whoever acts on it."""
    what = [str(changed["state"])] if "state" in changed else []
    if changed.get("refunded_kopecks"):
        what.append(REFUNDED)
    details = {"before": _plain(before), "after": _plain(changed)}
    changes = [
        Change.objects.create(
            tenant=payer.tenant,
            **{"subscription" if kind is Kind.SUBSCRIPTION else "invoice": row},
            what=each,
            details=details,
            cause=cause,
            at=at,
        )
        for each in what or [CHANGED]
    ]
    outbox.put_all(TOPIC, [{"change": change.pk} for change in changes])
    return changes


def _forget(gateway: Gateway, facts: CustomerGone, at: datetime) -> list[Change]:
    """The payer is gone at the rail: the next payment makes another."""
    with transaction.atomic():
        Payer.objects.filter(gateway=gateway.name, ref=facts.ref, gone_at=None).update(gone_at=at)
    return []


def _payer(gateway: Gateway, ref: str) -> Payer:
    payer = Payer.objects.filter(gateway=gateway.name, ref=ref, is_live=gateway.is_live).first()
    if payer is None:
        raise Foreign(ref)
    return payer


def _columns(facts: Thing, payer: Payer) -> dict[str, Any]:
    told = {
        each.name: getattr(facts, each.name) for each in fields(facts) if each.name != "customer"
    }
    if told.get("refunded_kopecks", 0) is None:
        del told["refunded_kopecks"]
    return {"payer_id": payer.pk, "tenant": payer.tenant, **told}


def _different(row: _Row | None, values: dict[str, Any]) -> dict[str, Any]:
    if row is None:
        return values
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """For the record: moments as text, no rows."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if name not in ("payer_id", "tenant", "page_url", "pdf_url")
    }
