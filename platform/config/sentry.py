"""Errors go to Sentry with the city's tag and without anything personal."""

from typing import Any

import sentry_sdk
from sentry_sdk.types import Event, Hint

from tenants.isolation import scope

# What may stay of a request: enough to find the fault, nothing a person typed.
KEPT_OF_A_REQUEST = {"method"}


def start(dsn: str) -> None:
    """Report failures to `dsn`; bodies, cookies, local variables and addresses never leave."""
    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=scrub,
    )


def scrub(event: Event, hint: Hint) -> Event | None:
    """Tag the event with its city and drop every field that can carry personal data.

    Messages of exceptions go too: a database's message quotes the row it refused.
    """
    tenant = scope.current()
    event["tags"] = {"city": tenant.schema if tenant else "public"}
    request: dict[str, Any] = event.get("request") or {}
    event["request"] = {key: request[key] for key in KEPT_OF_A_REQUEST & request.keys()}
    for key in ("user", "extra", "breadcrumbs", "contexts", "logentry", "message"):
        event.pop(key, None)  # type: ignore[misc]
    for failure in (event.get("exception") or {}).get("values", []):
        failure["value"] = "…"
        for frame in (failure.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    return event
