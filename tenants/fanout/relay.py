"""From the outbox to the broker, again and again until the work is done.

A row is published, marked with the time, and deleted only by the worker that finished its
handlers. What the broker forgot is published again; what fails ten times is set aside, kept.
Messages of a city that the operators hold wait until it goes on.
"""

import json
import logging
import threading
from collections import defaultdict
from typing import Any

from django.db import connection, transaction
from kombu.exceptions import OperationalError as BrokerDown

from tenants.fanout.tasks import deliver
from tenants.isolation import scope

log = logging.getLogger(__name__)

BATCH = 400
PER_TASK = 100
# What talks to the outside, or to a thousand followers, may take its time: its task stays far below
# the limit of a task's time.
SLOW_TOPICS = {
    "mail": 5,
    "message": 5,
    "following": 5,
    "billing-event": 5,
    "billing-operation": 2,
    "billing-look": 5,
    "billing-reconciliation": 1,
}
RESEND_AFTER_SECONDS = 60
ATTEMPTS = 10
IDLE_SECONDS = 0.2
PAUSE_SECONDS = 2.0

_TAKE = """
UPDATE public.tenants_outbox o SET sent_at = clock_timestamp(), attempts = attempts + 1
FROM (
    SELECT id FROM public.tenants_outbox
    WHERE attempts < %s AND (sent_at IS NULL OR sent_at < clock_timestamp() - %s * interval '1 s')
      AND tenant NOT IN (SELECT tenant FROM public.tenants_entitlements WHERE hold <> '')
    ORDER BY id FOR UPDATE SKIP LOCKED LIMIT %s
) taken WHERE o.id = taken.id
RETURNING o.id, o.tenant, o.topic, o.payload
"""


def run(stopping: threading.Event) -> None:
    """Relay until told to stop."""
    while not stopping.is_set():
        try:
            moved = relay_once()
        except BrokerDown:
            log.warning("The broker does not answer; the outbox keeps everything.")
            stopping.wait(PAUSE_SECONDS)
            continue
        except Exception:
            # The database restarts, a row is odd: nothing is lost, and the relay must not die of it.
            log.exception("A batch was not relayed.")
            connection.close()
            stopping.wait(PAUSE_SECONDS)
            continue
        if moved < BATCH:
            stopping.wait(IDLE_SECONDS)


def relay_once() -> int:
    """Publish what waits; the number of rows taken.

    Raises:
        kombu.exceptions.OperationalError: the broker is down; nothing was marked as sent.
    """
    with scope.entered(None), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [ATTEMPTS, RESEND_AFTER_SECONDS, BATCH])
            rows = sorted(cursor.fetchall())
        for (schema, topic), messages in _grouped(rows).items():
            size = SLOW_TOPICS.get(topic, PER_TASK)
            for start in range(0, len(messages), size):
                deliver.send(schema, topic, messages[start : start + size])
        return len(rows)


def finish(ids: list[int]) -> None:
    """Delete rows of the current tenant whose handlers have all run; others' stay untouched."""
    role = scope.require().role
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.tenants_outbox WHERE id = ANY(%s) AND tenant = %s", [ids, role]
        )


def _grouped(rows: list[tuple[int, str, str, Any]]) -> dict[tuple[str, str], list[list[Any]]]:
    groups: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)
    for identifier, role, topic, payload in rows:
        # Django leaves jsonb as text; the model's field would read it, a plain cursor does not.
        groups[(role.removeprefix("t_"), topic)].append([identifier, json.loads(payload)])
    return groups
