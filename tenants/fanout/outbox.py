"""The one door into the outbox: a message is written with the change it tells of, or not at all."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from tenants.isolation import scope


def put(topic: str, payload: dict[str, Any]) -> None:
    """Add a message for the current tenant to the transaction that is open.

    The payload carries identifiers, never personal data: it travels through the broker.

    Raises:
        NoTenant: there is nobody to deliver it for.
    """
    put_all(topic, [payload])


def put_all(topic: str, payloads: Sequence[dict[str, Any]]) -> None:
    """The same for many messages of one topic, in one statement.

    Raises:
        NoTenant
    """
    scope.require()
    if not payloads:
        return
    packed = [json.dumps(payload, ensure_ascii=False) for payload in payloads]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.tenants_outbox (topic, payload) "
            "SELECT %s, each::jsonb FROM unnest(%s::text[]) AS each",
            [topic, packed],
        )
