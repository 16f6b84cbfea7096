"""Who wants to hear of what: topics of the outbox and their handlers.

A handler gets a list of payloads of one tenant, is entered into that tenant without a
transaction, and must be idempotent: delivery is at least once.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Handler = Callable[[list[dict[str, Any]]], None]
_handlers: dict[str, list[Handler]] = defaultdict(list)


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register a handler of a topic."""

    def register(handler: Handler) -> Handler:
        if handler not in _handlers[topic]:
            _handlers[topic].append(handler)
        return handler

    return register


def handlers_of(topic: str) -> list[Handler]:
    """All handlers of a topic, in the order they were registered."""
    return list(_handlers[topic])
