"""The card's rail as operators see it: is it well, what it told us, what was compared; and two levers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from billing import gateways, mirror, reconciler
from billing.inbox import processing
from billing.models import (
    Operation,
    ProviderInvoice,
    ProviderSubscription,
    Received,
    Reconciliation,
)
from billing.operations import adopting
from console.models import Action
from tenants.accounts.actor import Actor
from tenants.models import City

EVENTS_SHOWN = 50
RUNS_SHOWN = 5
# Younger ones are simply being done.
_NOT_YET_STUCK = timedelta(minutes=1)
_REFUSED_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Events:
    """A page of the inbox, newest first."""

    rows: list[Received]
    older: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """One comparison in words."""

    row: Reconciliation
    looked: list[str]
    healed: list[str]


LOOKED = {
    "subscription": "подписок",
    "invoice": "счетов",
    "refund": "возвратов",
    "foreign": "чужих",
}
_KINDS = {"subscription": "подписка", "invoice": "счёт", "operation": "действие"}
_WHAT = {
    **dict(ProviderSubscription.STATES),
    **dict(ProviderInvoice.STATES),
    mirror.REFUNDED: "возврат",
    mirror.CHANGED: "изменено",
    adopting.DONE: "выполнено",
    adopting.BEGUN_ANEW: "начато заново",
}


def switched_on() -> bool:
    """Whether this deployment takes cards."""
    return gateways.takes_cards()


def events(*, waiting: bool, before: int | None) -> Events:
    """What the rail told us; `waiting`: only what was not worked off."""
    rows: QuerySet[Received] = Received.objects.defer("body").order_by("-pk")
    if waiting:
        rows = rows.filter(state=Received.WAITING)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows[: EVENTS_SHOWN + 1])
    older = page[EVENTS_SHOWN - 1].pk if len(page) > EVENTS_SHOWN else None
    return Events(page[:EVENTS_SHOWN], older)


def runs() -> list[Run]:
    """The last comparisons."""
    names = _names()
    return [
        Run(
            row=row,
            looked=[f"{LOOKED.get(kind, kind)} {many}" for kind, many in row.looked.items()],
            healed=[_healed(line, names) for line in row.healed],
        )
        for row in Reconciliation.objects.all()[:RUNS_SHOWN]
    ]


def stuck(at: datetime) -> list[tuple[str, Operation]]:
    """What cities or operators want from the rail and did not get, with the city's name.

    What waits, and what was refused of late and has not been done since.
    """
    later = Operation.objects.filter(
        tenant=OuterRef("tenant"),
        verb=OuterRef("verb"),
        state=Operation.DONE,
        sent_at__gt=OuterRef("sent_at"),
    )
    waiting = Q(sent_at=None, ordered_at__lt=at - _NOT_YET_STUCK)
    refused = Q(state=Operation.REFUSED, sent_at__gt=at - _REFUSED_SHOWN) & ~Exists(later)
    found = Operation.objects.filter(waiting | refused)
    rows = list(found.order_by("ordered_at")[:EVENTS_SHOWN])
    names = _names() if rows else {}
    return [(names.get(row.tenant, row.tenant), row) for row in rows]


@transaction.atomic
def replay(pk: int, *, by: Actor, at: datetime) -> bool:
    """Have an event worked off once more, and write down who wanted it; False: there is none."""
    if not processing.replay(pk, by=by, at=at):
        return False
    event = Received.objects.only("event_id").get(pk=pk)
    _note(Action.REPLAYED, by=by, at=at, host=event.event_id)
    return True


@transaction.atomic
def compare(*, by: Actor, at: datetime) -> Reconciliation:
    """Have everything compared now, and write down who wanted it."""
    _note(Action.COMPARED, by=by, at=at)
    return reconciler.order(settings.BILLING_CARD_GATEWAY, by=by, at=at)


def _names() -> dict[str, str]:
    cities = City.objects.filter(kind="city").values_list("schema_name", "name")
    return {f"t_{schema}": name for schema, name in cities}


def _healed(line: dict[str, str], names: dict[str, str]) -> str:
    city = names.get(line["tenant"], line["tenant"])
    kind, what = _KINDS.get(line["kind"], line["kind"]), _WHAT.get(line["what"], line["what"])
    return f"{city}: {kind} {line['ref']} — {what}"


def _note(verb: str, *, by: Actor, at: datetime, **details: str) -> None:
    Action.objects.create(at=at, by_id=by.user_id, by_name=by.name, verb=verb, details=details)
