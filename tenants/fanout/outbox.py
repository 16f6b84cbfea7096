"""The one door into the outbox: a message is written with the change it tells of, or not at all."""

import json
from typing import Any

from django.db import connection

from tenants.isolation import scope


def put(topic: str, payload: dict[str, Any]) -> None:
    """Add a message for the current tenant to the transaction that is open.

    The payload carries identifiers, never personal data: it travels through the broker.

    Raises:
        NoTenant: there is nobody to deliver it for.
    """
    scope.require()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.tenants_outbox (topic, payload) VALUES (%s, %s::jsonb)",
            [topic, json.dumps(payload, ensure_ascii=False)],
        )
