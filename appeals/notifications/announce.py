"""What happens after an event has been written: counters and messages, each exactly once."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from appeals.insight import house_tallies, problem_points, tallies
from appeals.insight.map import folding
from appeals.notifications import letters, staff
from appeals.outbox import TOPIC
from tenants.fanout.topics import handles


@handles(TOPIC)
def count(payloads: list[dict[str, Any]]) -> None:
    """Add events to the counters that screens show."""
    with transaction.atomic():
        tallies.apply(_fresh("count", payloads))


@handles(TOPIC)
def count_places(payloads: list[dict[str, Any]]) -> None:
    """Count the houses these events happened at, and watch for troubles that come back.

    Needs no mark: what is counted anew is the same however often.
    """
    now, appeals = timezone.now(), {payload["appeal"] for payload in payloads}
    with transaction.atomic():
        house_tallies.count(appeals, at=now)
        problem_points.watch(appeals, at=now)


def fold_map(payloads: list[dict[str, Any]]) -> None:
    """Fold what changed on the map, all at once; done again it finds nothing."""
    folding.fold(at=timezone.now())


@handles(TOPIC)
def tell_applicants(payloads: list[dict[str, Any]]) -> None:
    """Tell applicants of every step that concerns them; a message's key keeps it to once."""
    if wanted := [payload for payload in payloads if payload["kind"] in letters.STEPS]:
        with transaction.atomic():
            letters.write(wanted, at=timezone.now())


@handles(TOPIC)
def tell_organisations(payloads: list[dict[str, Any]]) -> None:
    """Keep for the organisations' summaries what came to them, came back or is late."""
    with transaction.atomic():
        staff.write(payloads, at=timezone.now())


def _fresh(handler: str, payloads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those events this handler has not dealt with; marked in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO appeals_announced (handler, event_id) "
            "SELECT %s, unnest(%s::bigint[]) ON CONFLICT DO NOTHING RETURNING event_id",
            [handler, sorted(payload["event"] for payload in payloads)],
        )
        fresh = {row[0] for row in cursor.fetchall()}
    return [payload for payload in payloads if payload["event"] in fresh]
