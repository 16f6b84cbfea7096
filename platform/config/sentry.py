"""Errors go to Sentry with the city's tag and without anything personal."""

from typing import Any

import sentry_sdk
from sentry_sdk.types import Event, Hint

from tenants.isolation import scope

# Named, not struck out: what a later version of the library adds does not leave unseen.
KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "sdk", "type")
KEPT_OF_A_REQUEST = ("method",)
KEPT_OF_A_FRAME = ("filename", "module", "function", "lineno", "in_app", "context_line")


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
    """The event with its city, the exceptions' types and places, and nothing anybody typed.

    Messages of exceptions go too: a database's message quotes the row it refused.
    """
    told: dict[str, Any] = dict(event)
    kept: dict[str, Any] = {key: told[key] for key in KEPT if key in told}
    tenant = scope.current()
    kept["tags"] = {"city": tenant.schema if tenant else "public"}
    kept["request"] = _only(told.get("request"), KEPT_OF_A_REQUEST)
    if (told.get("transaction_info") or {}).get("source") == "route":
        kept["transaction"] = told.get("transaction")
    failures = (told.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [_failure(failure) for failure in failures]}
    return kept  # type: ignore[return-value]


def _failure(failure: dict[str, Any]) -> dict[str, Any]:
    frames = (failure.get("stacktrace") or {}).get("frames") or []
    return {
        "type": failure.get("type"),
        "module": failure.get("module"),
        "value": "…",
        "mechanism": _only(failure.get("mechanism"), ("type", "handled")),
        "stacktrace": {"frames": [_only(frame, KEPT_OF_A_FRAME) for frame in frames]},
    }


def _only(facts: dict[str, Any] | None, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: facts[name] for name in names if name in facts} if facts else {}
